import type { ExecutionContext } from '@data-import/core/provider'
import { readSettings, type Settings } from '../settings.js'
import { type Connection, type ConnectionOptions, connectionName, createConnection } from './connection.js'
import { createGithub, type Github } from './github.js'
import { findInstallation } from './installation.js'
import { createUsage } from './usage.js'

/** Opens GitHub for one run. */
export type OpenGithub = (context: OpeningContext) => Promise<{ github: Github; settings: Settings }>

/** What opening needs of a run's context. */
export type OpeningContext = Pick<ExecutionContext, 'env' | 'signal' | 'shared' | 'timeLeftMs'>

/** Scripts of one pass with the same token share one connection, and with it the limits. */
export function createOpener(options: Omit<ConnectionOptions, 'timeLeftMs'> = {}): OpenGithub {
  return async ({ env, signal, shared, timeLeftMs }) => {
    const settings = readSettings(env)
    const connect = () => openConnection(settings, { ...options, timeLeftMs }, signal)
    const connection = await shared(connectionName(settings), connect)
    return { github: createGithub(connection, createUsage(), signal), settings }
  }
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
