import { resolve } from 'node:path'
import { ConfigurationError } from '@data-import/core'
import type { FolderConfiguration } from '../application/configuration-file.js'
import type { GlobalOptions } from '../application/global-options.js'
import type { Terminal } from '../terminal/terminal.js'

/** Which database is meant: one that somebody runs, or the embedded one of a folder. */
export type DatabaseLocation = { connectionString: string } | { directory: string }

/**
 * The option, else DATABASE_URL, else the embedded database.
 *
 * @param variable named by the application in place of DATABASE_URL, which is not looked at then
 */
export function databaseLocation(
  { databaseUrl, directory }: Pick<GlobalOptions, 'databaseUrl' | 'directory'>,
  { env, cwd }: Pick<Terminal, 'env' | 'cwd'>,
  variable?: string,
): DatabaseLocation {
  const connectionString = databaseUrl || (variable === undefined ? env.DATABASE_URL : undefined)
  return connectionString ? { connectionString } : { directory: resolve(cwd, directory) }
}

/**
 * @throws {ConfigurationError} where an application's database is meant and its address isn't known: data sources in the
 * embedded one would never be imported by the application.
 */
export function requireApplicationDatabase(
  location: DatabaseLocation,
  { file, databaseUrl = 'DATABASE_URL' }: FolderConfiguration,
): void {
  if ('connectionString' in location) return
  throw new ConfigurationError(
    `This folder is an application's (${file}), and the address of its database is not known. Set ${databaseUrl} here or in .env, or give --database-url. For the Postgres that comes along, add database: 'embedded' to that file.`,
  )
}
