import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigurationError } from '@data-import/core'
import { importFile } from '@data-import/specification/modules'

/** What `data-import.config.ts` tells the command line about a folder. */
export interface FolderConfiguration {
  /** Absolute path of the file. */
  file: string
  /** Postgres schema of the tables. */
  schema?: string
  /** Packages of providers that are not bundled with the command line. */
  providers: readonly string[]
  /** Variable of the environment or .env that holds the database's address. Default: DATABASE_URL. */
  databaseUrl?: string
  /** The folder doesn't belong to an application: its database is the embedded one, whatever the environment says. */
  isEmbedded: boolean
}

const names = ['ts', 'mts', 'mjs', 'js', 'cjs'].map((ending) => `data-import.config.${ending}`)

/** Finds the configuration file, which makes the folder an application's unless it says `embedded`. */
export function findConfigurationFile(folder: string): string | undefined {
  return names.map((name) => join(folder, name)).find((file) => existsSync(file))
}

/**
 * Reads the folder's configuration; undefined if there is no file.
 * @throws {ConfigurationError} if it can't be loaded or holds something else.
 */
export async function readConfigurationFile(folder: string): Promise<FolderConfiguration | undefined> {
  const file = findConfigurationFile(folder)
  if (!file) return undefined
  const module = (await importFile(file)) as { default?: unknown }
  const given = (module.default ?? module) as Record<string, unknown>
  const { schema, providers = [], databaseUrl, database } = given
  if (schema !== undefined && typeof schema !== 'string') {
    throw new ConfigurationError(`${file}: schema must be the name of a Postgres schema.`)
  }
  if (!Array.isArray(providers) || providers.some((name) => typeof name !== 'string')) {
    throw new ConfigurationError(`${file}: providers must be a list of package names.`)
  }
  if (databaseUrl !== undefined && (typeof databaseUrl !== 'string' || !/^\w+$/.test(databaseUrl))) {
    throw new ConfigurationError(`${file}: databaseUrl must be the name of a variable, such as POSTGRES_URL.`)
  }
  if (database !== undefined && database !== 'embedded') {
    throw new ConfigurationError(
      `${file}: database can only be 'embedded'. Any other database is named by DATABASE_URL.`,
    )
  }
  const isEmbedded = database === 'embedded'
  if (isEmbedded && (schema !== undefined || databaseUrl !== undefined)) {
    throw new ConfigurationError(
      `${file}: schema and databaseUrl belong to an application's database, but database is 'embedded'.`,
    )
  }
  return {
    file,
    isEmbedded,
    providers: providers as readonly string[],
    ...(schema === undefined ? {} : { schema }),
    ...(databaseUrl === undefined ? {} : { databaseUrl }),
  }
}
