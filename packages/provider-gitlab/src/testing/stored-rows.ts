import type { PrismaClient } from '@data-import/reference-database'
import { tables } from '../tables.js'
import type { Rows } from './expected-rows.js'

/** People are met on the way, so no truth says which of them there must be. */
const kinds = tables.map(({ model }) => model).filter((model) => model !== 'contributor')

interface Reader {
  findMany(query: { where: { dataSourceId: string } }): PromiseLike<Record<string, unknown>[]>
}

/**
 * The rows of a data source that count as present, by kind and external id: only the fields that are expected, and external
 * ids in place of references. A reference that leads nowhere is said so.
 */
export async function storedRows(db: PrismaClient, dataSourceId: string, expected: Rows): Promise<Rows> {
  const where = { dataSourceId }
  const externalIds = new Map<string, string>()
  const found = new Map<string, Record<string, unknown>[]>()
  for (const kind of ['contributor', ...kinds] as const) {
    // One shape for all models, of which only this is used.
    const rows = await (db[kind] as unknown as Reader).findMany({ where })
    found.set(kind, rows)
    for (const { id, externalId } of rows) externalIds.set(String(id), String(externalId))
  }
  // What belongs to a merge request that is gone is gone with it.
  // So is a link to an issue that is gone: its merge request doesn't change by that.
  const both = [...(found.get('pullRequest') ?? []), ...(found.get('issue') ?? [])]
  const removed = new Set(both.flatMap((row) => (row.removedAt ? [row.id] : [])))
  const rows: Rows = {}
  for (const kind of kinds) {
    const fields = Object.keys(Object.values(expected[kind] ?? {})[0] ?? {})
    const present = (found.get(kind) ?? []).filter(
      (row) => !row.unreachableAt && !row.removedAt && !removed.has(row.pullRequestId) && !removed.has(row.issueId),
    )
    if (present.length === 0 && !(kind in expected)) continue
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
  if (Array.isArray(value) && field.endsWith('Ids')) return value.map((id) => externalIds.get(id) ?? `nowhere: ${id}`)
  if (!field.endsWith('Id') || typeof value !== 'string') return value
  return externalIds.get(value) ?? `nowhere: ${value}`
}
