import { resolve } from 'node:path'
import { ConfigurationError } from '@data-import/core'
import type { FolderConfiguration } from '../application/configuration-file.js'
import type { GlobalOptions } from '../application/global-options.js'
import type { Terminal } from '../terminal/terminal.js'

/** Which database to use: one that runs elsewhere, or the embedded one of a folder. */
export type DatabaseLocation = { connectionString: string } | { directory: string }

/**
 * The option, else DATABASE_URL, else the embedded database.
 *
 * @param variable what the application uses instead of DATABASE_URL, which is then ignored
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
 * @throws {ConfigurationError} if the folder is an application's and the address of its database isn't known: the application
 * would never import data sources of the embedded one.
 */
export function requireApplicationDatabase(
  location: DatabaseLocation,
  { file, databaseUrl = 'DATABASE_URL' }: FolderConfiguration,
): void {
  if ('connectionString' in location) return
  throw new ConfigurationError(
    `This folder belongs to an application (${file}), and the address of its database is not known. Set ${databaseUrl} here or in .env, or use --database-url. To use the embedded Postgres, add database: 'embedded' to that file.`,
  )
}
