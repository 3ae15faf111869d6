import { type CheckFinding, ConfigurationError } from '@data-import/core/provider'
import { type Connection, type ConnectionOptions, createConnection } from '../client/connection.js'
import { findInstallation, type Installation } from '../client/installation.js'
import type { Settings } from '../settings.js'
import { lackingPermission, needs } from './needs.js'

/** A GitHub App's way in, and what there is to say of it; null where a token is configured. */
export async function openInstallation(
  settings: Settings,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<{ connection: Connection; findings: CheckFinding[] } | null> {
  const { credentials, owner } = settings
  if (credentials.kind !== 'app') return null
  const { octokit } = createConnection(settings, null, options)
  const installation = await findInstallation(octokit, settings, credentials.installationId, signal)
  const account = installation.account?.login ?? owner
  if (account.toLowerCase() !== owner.toLowerCase()) {
    throw new ConfigurationError(
      `The installation ${installation.id} is at ${account}, not at ${owner}: correct GITHUB_APP_INSTALLATION_ID, or leave it out.`,
    )
  }
  if (installation.suspended_at) {
    throw new ConfigurationError(`The GitHub App is suspended at ${owner}: an owner there can end that.`)
  }
  return {
    connection: createConnection(settings, installation.id, options),
    findings: [{ status: 'ok', message: describe(installation, account) }, ...missing(installation, settings)],
  }
}

function describe({ id, repository_selection: selection }: Installation, account: string): string {
  const which = selection === 'selected' ? 'selected repositories only' : 'all repositories'
  return `GitHub App, installed at ${account} for ${which} (installation ${id})`
}

/** GitHub says what was granted, so nothing has to be tried. */
function missing({ permissions = {} }: Installation, settings: Settings): CheckFinding[] {
  return needs(settings).flatMap((need) =>
    permissions[need.permission.name] === undefined
      ? [lackingPermission(need, `${need.permission.name}=read`, 'the App')]
      : [],
  )
}
