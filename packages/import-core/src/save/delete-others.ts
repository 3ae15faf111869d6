import { columnOf, type RowWrite } from '../contract/tables/table-definition.js'
import { quoteIdentifier, quoteTable } from '../database/identifiers.js'
import { encodeArray, encodeValue } from '../tables/encode-value.js'
import type { WriteTarget } from './write-group.js'

/**
 * Deletes the children of a write's parents that are not among its rows. Runs after the rows are written, in their transaction.
 * @returns how many were deleted.
 */
export async function deleteOthers(target: WriteTarget, { table, rows, replaces }: RowWrite): Promise<number> {
  if (!replaces || replaces.parentIds.length === 0) return 0
  const { transaction, schema, dataSourceId, described } = target
  const parent = columnOf(table, replaces.parentField)
  const typeOf = (column: string) => described.types.get(column) ?? 'text'
  // As they are stored: repaired where Postgres can't hold them. A row that was refused keeps what is there of it.
  const kept = rows.map(({ externalId }) => encodeValue('text', externalId, { count: 0 }))
  return transaction.$executeRawUnsafe(
    `DELETE FROM ${quoteTable(schema, table.name)} WHERE data_source_id = $1
       AND ${quoteIdentifier(parent)} = ANY ($2::text[]::${typeOf(parent)}[])
       AND external_id <> ALL ($3::text[]::${typeOf('external_id')}[])`,
    dataSourceId,
    encodeArray(replaces.parentIds),
    encodeArray(kept.filter((id) => id !== null)),
  )
}
