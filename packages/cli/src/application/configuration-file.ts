import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigurationError } from '@data-import/core'
import { importFile } from '@data-import/specification/modules'

/** What a folder says to the command line in `data-import.config.ts`. */
export interface FolderConfiguration {
  /** Absolute path of the file. */
  file: string
  /** Postgres schema of the tables. */
  schema?: string
  /** Packages of providers that don't come with the command line. */
  providers: readonly string[]
  /** Variable of the environment, or of .env, with the database's address. Default: DATABASE_URL. */
  databaseUrl?: string
  /** The folder is no application's: its database is the embedded one, whatever the environment says. */
  isEmbedded: boolean
}

const names = ['ts', 'mts', 'mjs', 'js', 'cjs'].map((ending) => `data-import.config.${ending}`)

/** The file in a folder that makes it an application's, whose database is used there, unless it says `embedded`. */
export function findConfigurationFile(folder: string): string | undefined {
  return names.map((name) => join(folder, name)).find((file) => existsSync(file))
}

/**
 * Reads the folder's configuration; undefined where there is none.
 * @throws {ConfigurationError} when it can't be loaded or holds something else.
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
    throw new ConfigurationError(`${file}: database can only be 'embedded'. Any other is the one of DATABASE_URL.`)
  }
  const isEmbedded = database === 'embedded'
  if (isEmbedded && (schema !== undefined || databaseUrl !== undefined)) {
    throw new ConfigurationError(
      `${file}: schema and databaseUrl are for an application's database, and this says 'embedded'.`,
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
