import { ConfigurationError } from './import-error.js'

/** How Prisma says that a name identifies no row, and that a row has no data source. */
const signs = /needs at least one of[^\n]*`dataSourceId_externalId`|Argument `(?:dataSource|dataSourceId)` is missing/

/**
 * The error of a script that was written for tables without a data source: it finds rows by a name, and says no data source.
 * @returns undefined for other errors.
 */
export function nameKeyError(thrown: unknown): ConfigurationError | undefined {
  if (!(thrown instanceof Error) || !signs.test(thrown.message)) return undefined
  return new ConfigurationError(
    'The script writes as if rows had no data source: it finds them by a name, or creates them without one. Give the orchestrator `adaptSpecificationScript(script)` of @data-import/specification, or save with `context.save`.',
    { cause: thrown },
  )
}
