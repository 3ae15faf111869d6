import type { RawClient } from '@data-import/core'
import { quoteTable } from '@data-import/core'
import type { TableDefinition } from '@data-import/core/provider'

/** A row as it is compared. */
export interface ComparedRow {
  /** Columns by name; ids, addresses of the outside system and ends of passes are replaced by what they stand for. */
  content: Readonly<Record<string, unknown>>
  /** Changes whenever Postgres writes the row. */
  version: string
}

/** Rows of a data source, by table and `externalId`. */
export type Rows = ReadonlyMap<string, ReadonlyMap<string, ComparedRow>>

/** What makes rows of two data sources comparable. */
export interface Naming {
  /** What an id stands for: table and external id. */
  ids: Map<string, string>
  /** Ends of import windows, in milliseconds. */
  ends: ReadonlySet<number>
  /** Addresses under which the outside system was reached. */
  origins: readonly string[]
  /** Columns that are left out, by table. */
  notCompared: ReadonlyMap<string, ReadonlySet<string>>
}

/** Stands for the end of whichever pass wrote it. */
export const endOfPass = '(end of a pass)'

interface StoredRow {
  content: Record<string, unknown>
  version: string
}

/** Reads the rows of the declared tables. */
export async function readRows(
  db: RawClient,
  tables: readonly TableDefinition[],
  dataSourceId: string,
  naming: Naming,
): Promise<Rows> {
  const stored = new Map<string, StoredRow[]>()
  for (const { name } of tables) {
    const rows = await db.$queryRawUnsafe<StoredRow[]>(
      `SELECT to_jsonb(t) AS content, t.xmin::text || ' ' || t.ctid::text AS version
       FROM ${quoteTable('data', name)} t WHERE t.data_source_id = $1`,
      dataSourceId,
    )
    for (const { content } of rows) naming.ids.set(String(content.id), `${name}:${content.external_id}`)
    stored.set(name, rows)
  }
  const named = [...stored].map(([table, rows]) => {
    const byId = rows.map(({ content, version }) => {
      const { id, data_source_id, ...columns } = content
      for (const column of naming.notCompared.get(table) ?? []) delete columns[column]
      return [String(content.external_id), { content: rename(columns, naming), version }] as const
    })
    return [table, new Map(byId)] as const
  })
  return new Map(named)
}

function rename(columns: Record<string, unknown>, naming: Naming): Record<string, unknown> {
  return Object.fromEntries(Object.entries(columns).map(([name, value]) => [name, renameValue(value, naming)]))
}

function renameValue(value: unknown, naming: Naming): unknown {
  if (Array.isArray(value)) return value.map((one) => renameValue(one, naming))
  if (typeof value === 'object' && value !== null) return rename(value as Record<string, unknown>, naming)
  if (typeof value !== 'string') return value
  if (/^\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d$/.test(value)) {
    return naming.ends.has(Date.parse(value)) ? endOfPass : value
  }
  const text = value.replace(/\b[0-9a-f]{32}\b/g, (id) => naming.ids.get(id) ?? id)
  // Keys of repositories hold the host alone.
  return naming.origins.reduce(
    (renamed, origin) =>
      renamed.replaceAll(origin, '(outside system)').replaceAll(new URL(origin).host, '(outside system)'),
    text,
  )
}
