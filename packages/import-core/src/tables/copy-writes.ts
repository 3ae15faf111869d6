import type { ColumnType, RowWrite, TableDefinition } from '../contract/tables/table-definition.js'

/**
 * Rows as they are now. What a script does to its lists and rows after it has handed them over, while they wait for the
 * database, must not reach what is stored.
 */
export function copyWrites(writes: readonly RowWrite[]): readonly RowWrite[] {
  return Array.isArray(writes) ? writes.map(copyWrite) : writes
}

/** What is no list of rows stays as it is: saving refuses it. */
export function copyWrite(write: RowWrite): RowWrite {
  if (!Array.isArray(write?.rows) || typeof write.table?.columns !== 'object') return write
  const { table, replaces } = write
  const parents = Array.isArray(replaces?.parentIds)
    ? { replaces: { ...replaces, parentIds: [...replaces.parentIds] } }
    : {}
  return { ...write, ...parents, rows: write.rows.map((row: RowWrite['rows'][number]) => copyRow(table, row)) }
}

function copyRow({ columns }: TableDefinition, row: RowWrite['rows'][number]): RowWrite['rows'][number] {
  try {
    const copy: Record<string, unknown> = { externalId: row.externalId }
    // By the columns, because a row may be an object of a class whose fields are getters.
    for (const field in columns) copy[field] = copyValue(columns[field]?.type ?? 'text', row[field])
    return copy
  } catch {
    // A getter that throws: saving says so of this one record.
    return row
  }
}

function copyValue(type: ColumnType, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Date) return new Date(value)
  if (Array.isArray(value) && type === 'text[]') return [...value]
  return type === 'json' ? copyJson(value) : value
}

/** What is no JSON stays as it is: saving refuses it. */
function copyJson(value: object): unknown {
  try {
    return JSON.parse(JSON.stringify(value))
  } catch {
    return value
  }
}
