import type { PrismaClient } from '@data-import/reference-database'
import type { Rows } from './expected-rows.js'

const kinds = ['qualityProject', 'qualityMeasure', 'qualityIssue'] as const

interface Reader {
  findMany(query: { where: { dataSourceId: string } }): PromiseLike<Record<string, unknown>[]>
}

/**
 * The rows of a data source that count as present, by kind and external id: only the fields that are expected, and external
 * ids in place of references. Measures of new code of former analyses, which SonarQube itself forgets, are left out.
 */
export async function storedRows(db: PrismaClient, dataSourceId: string, expected: Rows): Promise<Rows> {
  const externalIds = new Map<string, string>()
  const removed = new Set<string>()
  const tables = new Map<string, Record<string, unknown>[]>()
  for (const kind of ['contributor', ...kinds] as const) {
    // One shape for all models, of which only this is used.
    const rows = await (db[kind] as unknown as Reader).findMany({ where: { dataSourceId } })
    tables.set(kind, rows)
    for (const { id, externalId, removedAt } of rows) {
      externalIds.set(String(id), String(externalId))
      if (removedAt) removed.add(String(id))
    }
  }
  const rows: Rows = {}
  for (const kind of kinds) {
    const fields = Object.keys(Object.values(expected[kind] ?? {})[0] ?? {})
    const present = (tables.get(kind) ?? []).filter((row) => {
      if (removed.has(String(row.id)) || removed.has(String(row.qualityProjectId))) return false
      return row.isNewCode !== true || String(row.externalId) in (expected[kind] ?? {})
    })
    rows[kind] = Object.fromEntries(
      present.map((row) => [
        String(row.externalId),
        Object.fromEntries(fields.map((field) => [field, resolved(field, row[field], externalIds)])),
      ]),
    )
  }
  return rows
}

function resolved(field: string, value: unknown, externalIds: ReadonlyMap<string, string>): unknown {
  if (!field.endsWith('Id') || typeof value !== 'string') return value
  return externalIds.get(value) ?? `nowhere: ${value}`
}
