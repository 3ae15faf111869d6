import { resolve } from 'node:path'
import type { GlobalOptions } from '../commands/global-options.js'
import type { Terminal } from '../terminal/terminal.js'

/** Which database is meant: one that somebody runs, or the embedded one of a folder. */
export type DatabaseLocation = { connectionString: string } | { directory: string }

/** The option, else DATABASE_URL, else the embedded database. */
export function databaseLocation(
  { databaseUrl, directory }: Pick<GlobalOptions, 'databaseUrl' | 'directory'>,
  { env, cwd }: Pick<Terminal, 'env' | 'cwd'>,
): DatabaseLocation {
  const connectionString = databaseUrl || env.DATABASE_URL
  return connectionString ? { connectionString } : { directory: resolve(cwd, directory) }
}
