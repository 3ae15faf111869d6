import { columnOf, type TableDefinition } from '../contract/tables/table-definition.js'
import type { RawClient } from '../database/client.js'
import { quoteIdentifier, quoteTable } from '../database/identifiers.js'
import { conditionsOf } from './conditions.js'

/** Whose rows are read, and what their table's columns are in the database. */
export interface RowsScope {
  /** The organisation's, else the data source's own. */
  from?: 'organization'
  db: RawClient
  schema: string
  dataSourceId: string
  types: ReadonlyMap<string, string>
}

/** Where a row of an organisation stands. */
interface RowPlace {
  dataSourceId: string
  externalId: string
}

/** Which rows are read; see `StoredOptions` and `OrganizationOptions`, which say it with the table's own fields. */
export interface ReadOptions {
  where?: Readonly<Record<string, unknown>>
  after?: string | RowPlace
  limit?: number
}

/** Reads fields of rows, by `externalId`; of an organisation by data source first, so that its unique index is of use. */
export async function readRows(
  scope: RowsScope,
  table: TableDefinition,
  fields: readonly string[],
  { where = {}, after, limit }: ReadOptions = {},
): Promise<Record<string, unknown>[]> {
  if (limit !== undefined && !(Number.isInteger(limit) && limit > 0)) {
    throw new TypeError(`${table.name}: limit must be a whole number from 1, not ${String(limit)}.`)
  }
  const columns = fields.map((field) => `${quoteIdentifier(columnOf(table, field))} AS ${quoteIdentifier(field)}`)
  if (scope.from) columns.push('"data_source_id" AS "dataSourceId"')
  const values: unknown[] = [scope.dataSourceId]
  const conditions = conditionsOf(table, scope.types, where, values)
  const behind = after === undefined ? '' : behindRow(scope, table, after, values)
  const rows = await scope.db.$queryRawUnsafe<Record<string, unknown>[]>(
    `SELECT ${columns.join(', ')} FROM ${quoteTable(scope.schema, table.name)} WHERE ${ownedBy(scope)}${conditions}${behind}
     ORDER BY ${scope.from ? '"data_source_id", ' : ''}"external_id"${limit === undefined ? '' : ` LIMIT ${limit}`}`,
    ...values,
  )
  for (const row of rows) for (const field of fields) row[field] = readValue(table.columns[field]?.type, row[field])
  return rows
}

/** Counts rows. */
export async function countRows(
  scope: RowsScope,
  table: TableDefinition,
  where: Readonly<Record<string, unknown>> = {},
): Promise<number> {
  const values: unknown[] = [scope.dataSourceId]
  const conditions = conditionsOf(table, scope.types, where, values)
  const [row] = await scope.db.$queryRawUnsafe<{ count: string }[]>(
    `SELECT count(*)::text AS count FROM ${quoteTable(scope.schema, table.name)} WHERE ${ownedBy(scope)}${conditions}`,
    ...values,
  )
  return Number(row?.count)
}

/** Condition on the owner; the first parameter is the data source itself. */
function ownedBy({ schema, from }: RowsScope): string {
  if (!from) return '"data_source_id" = $1'
  if (from !== 'organization') throw new TypeError(`from must be 'organization' or left out, not ${String(from)}.`)
  const sources = quoteTable(schema, 'DataSource')
  return `"data_source_id" IN (SELECT id FROM ${sources}
    WHERE organization_id = (SELECT organization_id FROM ${sources} WHERE id = $1))`
}

function behindRow({ types, from }: RowsScope, table: TableDefinition, after: string | RowPlace, values: unknown[]) {
  if (!from) return conditionsOf(table, types, { externalId: { gt: after } }, values)
  const { dataSourceId, externalId } = (after ?? {}) as Partial<RowPlace>
  if (typeof dataSourceId !== 'string' || typeof externalId !== 'string') {
    throw new TypeError(`${table.name}: after must be { dataSourceId, externalId } where from is 'organization'.`)
  }
  values.push(dataSourceId, externalId)
  const typed = (index: number, column: string) => `$${index}::text::${types.get(column) ?? 'text'}`
  return ` AND ("data_source_id", "external_id") >
    (${typed(values.length - 1, 'data_source_id')}, ${typed(values.length, 'external_id')})`
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
