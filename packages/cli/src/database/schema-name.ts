import { ConfigurationError } from '@data-import/core'

/**
 * The Postgres schema of the tables: the option, else DATA_IMPORT_SCHEMA, else what the application says, else `data`.
 * @throws {ConfigurationError} for what is no plain name.
 */
export function schemaName(...given: readonly (string | undefined)[]): string {
  const name = given.find((one) => one !== undefined && one !== '') ?? 'data'
  if (/^\w[\w-]{0,62}$/.test(name)) return name
  throw new ConfigurationError('The schema must be a name of letters, digits, _ and -: --schema data')
}
