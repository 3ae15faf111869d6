import type { RowWrite } from '../contract/tables/table-definition.js'
import { checkReadable } from '../errors/check-readable.js'
import { ConfigurationError } from '../errors/import-error.js'

/**
 * Refuses what is no list of writes, with a message that says what would be one: a script may be JavaScript.
 * @throws {ConfigurationError}
 */
export function requireWrites(given: readonly RowWrite[]): void {
  checkReadable('The rows, or their table,', () => check(given))
}

function check(given: readonly RowWrite[]): void {
  if (!Array.isArray(given)) throw new ConfigurationError('`rows` must be a list, such as [rowsOf(table, rows)].')
  for (const write of given as readonly Partial<RowWrite>[]) {
    const table = write?.table
    if (typeof table?.name !== 'string' || typeof table.columns !== 'object' || table.columns === null) {
      throw new ConfigurationError('Rows were given without a table: use rowsOf(table, rows), with one of defineTable.')
    }
    if (table.name === '' || table.name.includes('\0')) throw new ConfigurationError('A table has no name.')
    if (!Array.isArray(write.rows)) throw new ConfigurationError(`The rows for ${table.name} must be a list.`)
    if (write.mode !== 'upsert' && write.mode !== 'update') {
      throw new ConfigurationError(`Rows for ${table.name} were given without rowsOf or changesOf.`)
    }
    if (write.replaces !== undefined) requireParents(write as RowWrite & Required<Pick<RowWrite, 'replaces'>>)
    for (const [field, column] of Object.entries(table.columns)) {
      // Every object has these: a row without the field would seem to have it.
      if (field in Object.prototype) {
        throw new ConfigurationError(
          `The table ${table.name} has a field "${field}", which every object has. Name it otherwise.`,
        )
      }
      if (typeof column?.column !== 'string' || column.column === '' || column.column.includes('\0')) {
        throw new ConfigurationError(`The field ${field} of the table ${table.name} has no column.`)
      }
    }
  }
}

/** What refers to no parent of the list would be saved, and then stay for ever. */
function requireParents({ table, rows, replaces }: RowWrite & Required<Pick<RowWrite, 'replaces'>>): void {
  const { parentField, parentIds } = replaces
  const isList = Array.isArray(parentIds) && parentIds.every((id) => typeof id === 'string' && id !== '')
  if (!isList || table.columns[parentField]?.type !== 'text') {
    throw new ConfigurationError(
      `replaceChildren: ${table.name} needs a text field that refers to the parent, and a list of parents' ids.`,
    )
  }
  const parents = new Set(parentIds)
  const stray = rows.find((row) => !parents.has(String(row?.[parentField])))
  if (stray === undefined) return
  throw new ConfigurationError(
    `replaceChildren: the row ${String(stray?.externalId)} for ${table.name} has a ${parentField} that is not among the parents' ids.`,
  )
}
