import type { StoredOptions, StoredRow } from '../contract/tables/stored-row.js'
import { columnOf, type RowOf, type TableDefinition } from '../contract/tables/table-definition.js'
import type { Where } from '../contract/tables/where.js'
import type { RawClient } from '../database/client.js'
import { quoteIdentifier, quoteTable } from '../database/identifiers.js'
import { conditionsOf } from './conditions.js'

/** Whose rows are read, and what their table's columns are in the database. */
export interface RowsScope {
  db: RawClient
  schema: string
  dataSourceId: string
  types: ReadonlyMap<string, string>
}

/** Reads fields of rows of one data source, by `externalId`. */
export async function readRows<Table extends TableDefinition, Field extends keyof RowOf<Table> & string>(
  { db, schema, dataSourceId, types }: RowsScope,
  table: Table,
  fields: readonly Field[],
  { where = {}, after, limit }: StoredOptions<Table> = {},
): Promise<StoredRow<Table, Field>[]> {
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    throw new TypeError(`${table.name}: limit must be a whole number from 1, not ${String(limit)}.`)
  }
  const columns = fields.map((field) => `${quoteIdentifier(columnOf(table, field))} AS ${quoteIdentifier(field)}`)
  const values: unknown[] = [dataSourceId]
  const conditions = conditionsOf(table, types, where, values)
  const behind = after === undefined ? '' : conditionsOf(table, types, { externalId: { gt: after } }, values)
  const rows = await db.$queryRawUnsafe<Record<string, unknown>[]>(
    `SELECT ${columns.join(', ')} FROM ${quoteTable(schema, table.name)} WHERE "data_source_id" = $1${conditions}${behind}
     ORDER BY "external_id"${limit === undefined ? '' : ` LIMIT ${limit}`}`,
    ...values,
  )
  for (const row of rows) for (const field of fields) row[field] = readValue(table.columns[field]?.type, row[field])
  // The table has been compared with its declaration, so the columns hold what the declaration says.
  return rows as StoredRow<Table, Field>[]
}

/** Counts rows of one data source. */
export async function countRows<Table extends TableDefinition>(
  { db, schema, dataSourceId, types }: RowsScope,
  table: Table,
  where: Where<Table> = {},
): Promise<number> {
  const values: unknown[] = [dataSourceId]
  const conditions = conditionsOf(table, types, where, values)
  const [row] = await db.$queryRawUnsafe<{ count: string }[]>(
    `SELECT count(*)::text AS count FROM ${quoteTable(schema, table.name)} WHERE "data_source_id" = $1${conditions}`,
    ...values,
  )
  return Number(row?.count)
}

/** Clients differ in what they make of an instant or a large number in raw rows. */
function readValue(type: string | undefined, value: unknown): unknown {
  if (value === null) return null
  if (type === 'timestamp') return value instanceof Date ? value : new Date(String(value))
  if (type === 'bigint') return BigInt(String(value))
  // A host's column may be numeric, which clients give as a text or an object of their own.
  if (type === 'integer' || type === 'float') return Number(value)
  return value
}
