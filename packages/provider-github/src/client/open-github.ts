import type { ExecutionContext } from '@data-import/core/provider'
import { readSettings, type Settings } from '../settings.js'
import { type Connection, type ConnectionOptions, connectionName, createConnection } from './connection.js'
import { createGithub, type Github } from './github.js'
import { findInstallation } from './installation.js'
import { createUsage } from './usage.js'

/** Opens GitHub for one run. */
export type OpenGithub = (context: OpeningContext) => Promise<{ github: Github; settings: Settings }>

/** What opening needs of a run's context. */
export type OpeningContext = Pick<ExecutionContext, 'env' | 'signal' | 'shared' | 'timeLeftMs' | 'isAllowedAddress'>

/** Scripts of one pass with the same token share one connection, and with it the limits. */
export function createOpener(options: Omit<ConnectionOptions, 'timeLeftMs'> = {}): OpenGithub {
  return async ({ env, signal, shared, timeLeftMs, isAllowedAddress }) => {
    const settings = readSettings(env)
    const holder = shared(connectionName(settings), (): ConnectionHolder => ({ connection: null }))
    holder.connection ??= openConnection(settings, { ...options, timeLeftMs, isAllowedAddress }, signal)
    const connection = await holder.connection.catch((error: unknown) => {
      // The next script may have more luck.
      holder.connection = null
      throw error
    })
    // How long to wait is the run's own: data sources with one token may have other settings.
    const run = { usage: createUsage(), maximumWaitMs: settings.maximumWaitMs }
    return { github: createGithub(connection, run, signal), settings }
  }
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
