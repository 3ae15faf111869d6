import { ConfigurationError, TransientError } from '@data-import/core/provider'
import type { Settings } from '../settings.js'
import { statusOf } from './answer-of-error.js'
import type { GithubOctokit } from './octokit.js'

/** Where a GitHub App is installed: https://docs.github.com/en/rest/apps/apps#get-an-installation-for-the-authenticated-app */
export interface Installation {
  id: number
  account: { login?: string } | null
  /** `all` or `selected`. */
  repository_selection?: string
  permissions?: Readonly<Record<string, string>>
  suspended_at?: string | null
}

/**
 * The App's installation at the owner, or the configured one.
 * @throws {ConfigurationError} where there is none.
 */
export async function findInstallation(
  octokit: GithubOctokit,
  { owner, ownerKind }: Settings,
  installationId: number | null,
  signal: AbortSignal,
): Promise<Installation> {
  const atOwner = `/${ownerKind === 'organization' ? 'orgs' : 'users'}/${owner}/installation`
  const url = installationId === null ? atOwner : `/app/installations/${installationId}`
  try {
    const { data } = await octokit.request({ method: 'GET', url, request: { signal } })
    const found = data as Installation
    if (typeof found?.id === 'number') return found
    throw new TransientError(`GitHub's answer about the App's installation (${url}) doesn't name it.`)
  } catch (error) {
    if (statusOf(error) !== 404) throw error
    throw new ConfigurationError(
      installationId === null
        ? `The GitHub App is not installed at ${owner}: install it there, for its repositories.`
        : `The GitHub App has no installation ${installationId}: correct GITHUB_APP_INSTALLATION_ID, or leave it out.`,
      { cause: error },
    )
  }
}
