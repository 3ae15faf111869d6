import { ConfigurationError } from '@data-import/core'

/**
 * The Postgres schema of the tables: the option, then DATA_IMPORT_SCHEMA, then what the application says, then `data`.
 * @throws {ConfigurationError} for anything but a plain name.
 */
export function schemaName(...given: readonly (string | undefined)[]): string {
  const name = given.find((one) => one !== undefined && one !== '') ?? 'data'
  if (/^\w[\w-]{0,62}$/.test(name)) return name
  throw new ConfigurationError('The schema must be a name of letters, digits, _ and -: --schema data')
}
