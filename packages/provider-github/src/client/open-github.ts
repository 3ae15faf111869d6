import type { ExecutionContext } from '@data-import/core/provider'
import { eachToken, readSettings, type Settings } from '../settings.js'
import { type Connection, type ConnectionOptions, connectionName, createConnection } from './connection.js'
import { createGithub, type Github } from './github.js'
import { createGithubPool } from './github-pool.js'
import { findInstallation } from './installation.js'
import { createUsage } from './usage.js'

/** GitHub opened for one run. */
export interface OpenedGithub {
  github: Github
  /** The same through one token only, for lists that show what their token sees. */
  steady: Github
  settings: Settings
}

/** Opens GitHub for one run. */
export type OpenGithub = (context: OpeningContext) => Promise<OpenedGithub>

/** What opening needs of a run's context. */
export type OpeningContext = Pick<ExecutionContext, 'env' | 'signal' | 'shared' | 'timeLeftMs' | 'isAllowedAddress'> &
  Partial<Pick<ExecutionContext, 'log'>>

/** Scripts of one pass with the same token share one connection, and with it the limits. */
export function createOpener(options: Omit<ConnectionOptions, 'timeLeftMs'> = {}): OpenGithub {
  return async (context) => {
    const settings = readSettings(context.env)
    const members = await Promise.all(
      eachToken(settings).map(async (one) => ({ name: nameOf(one), connection: await open(context, one, options) })),
    )
    // How long to wait is the run's own: data sources with one token may have other settings.
    const run = { usage: createUsage(), maximumWaitMs: settings.maximumWaitMs }
    const { signal, log } = context
    const [only] = members
    if (only && members.length === 1) {
      const github = createGithub(only.connection, run, signal)
      return { github, steady: github, settings }
    }
    const { now = () => new Date() } = options
    const pool = { ...run, signal, log, now }
    return {
      github: createGithubPool(members, { ...pool, isSteady: false }),
      steady: createGithubPool(members, { ...pool, isSteady: true }),
      settings,
    }
  }
}

function nameOf({ credentials }: Settings): string {
  return (credentials.kind === 'token' && credentials.name) || 'the token'
}

async function open(
  { shared, signal, timeLeftMs, isAllowedAddress }: OpeningContext,
  settings: Settings,
  options: Omit<ConnectionOptions, 'timeLeftMs'>,
): Promise<Connection> {
  const holder = shared(connectionName(settings), (): ConnectionHolder => ({ connection: null }))
  holder.connection ??= openConnection(settings, { ...options, timeLeftMs, isAllowedAddress }, signal)
  return holder.connection.catch((error: unknown) => {
    // The next script may have more luck.
    holder.connection = null
    throw error
  })
}

interface ConnectionHolder {
  connection: Promise<Connection> | null
}

/** @throws {ConfigurationError} for a GitHub App that isn't installed at the owner. */
export async function openConnection(
  settings: Settings,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<Connection> {
  const { credentials } = settings
  if (credentials.kind !== 'app') return createConnection(settings, null, options)
  if (credentials.installationId !== null) return createConnection(settings, credentials.installationId, options)
  const { octokit } = createConnection(settings, null, options)
  const { id } = await findInstallation(octokit, settings, null, signal)
  return createConnection(settings, id, options)
}
