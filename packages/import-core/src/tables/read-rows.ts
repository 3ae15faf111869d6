import type { RawClient } from '../contract/database.js'
import { quoteIdentifier, quoteTable } from '../database/identifiers.js'
import type { RowOf, TableDefinition } from './table-definition.js'

/** Reads fields of the rows of one data source, by `externalId`. */
export async function readRows<Table extends TableDefinition, Field extends keyof RowOf<Table> & string>(
  db: RawClient,
  schema: string,
  dataSourceId: string,
  table: Table,
  fields: readonly Field[],
): Promise<StoredRow<Table, Field>[]> {
  const columns = fields.map((field) => `${quoteIdentifier(columnOf(table, field))} AS ${quoteIdentifier(field)}`)
  const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(
    `SELECT ${columns.join(', ')} FROM ${quoteTable(schema, table.name)} WHERE "data_source_id" = $1 ORDER BY "external_id"`,
    dataSourceId,
  )
  for (const row of rows) for (const field of fields) row[field] = readValue(table.columns[field]?.type, row[field])
  // The table has been compared with its declaration, so the columns hold what the declaration says.
  return rows as StoredRow<Table, Field>[]
}

/** What is stored of a row: each field asked for, null where it isn't known. */
export type StoredRow<Table extends TableDefinition, Field extends keyof RowOf<Table>> = {
  [F in Field]: undefined extends RowOf<Table>[F] ? Exclude<RowOf<Table>[F], undefined> | null : RowOf<Table>[F]
}

/** @throws {TypeError} for a field that the table doesn't declare. */
function columnOf(table: TableDefinition, field: string): string {
  const column = Object.hasOwn(table.columns, field) ? table.columns[field]?.column : undefined
  if (column === undefined) throw new TypeError(`The table ${table.name} declares no field "${field}".`)
  return column
}

/** Clients differ in what they make of an instant or a large number in raw rows. */
function readValue(type: string | undefined, value: unknown): unknown {
  if (value === null) return null
  if (type === 'timestamp') return value instanceof Date ? value : new Date(String(value))
  if (type === 'bigint') return BigInt(String(value))
  return value
}
