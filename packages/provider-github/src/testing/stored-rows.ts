import type { PrismaClient } from '@data-import/reference-database'
import { tables } from '../tables.js'
import type { Rows } from './resource-double.js'

/** People are met on the way, so no truth says which of them there must be. */
const kinds = tables.map(({ model }) => model).filter((model) => model !== 'contributor')

interface Reader {
  findMany(query: { where: { dataSourceId: string } }): PromiseLike<Record<string, unknown>[]>
}

/**
 * The rows of a data source that count as present, by kind and external id: only the fields that are expected, and external
 * ids in place of references. A reference that leads nowhere is said so.
 */
export async function storedRows(
  db: PrismaClient,
  dataSourceId: string,
  expected: Rows,
  issuesOff: ReadonlySet<string> = new Set(),
): Promise<Rows> {
  const where = { dataSourceId }
  const externalIds = new Map<string, string>()
  const tables = new Map<string, Record<string, unknown>[]>()
  for (const kind of ['contributor', ...kinds] as const) {
    // One shape for all models, of which only this is used.
    const rows = await (db[kind] as unknown as Reader).findMany({ where })
    tables.set(kind, rows)
    for (const { id, externalId } of rows) externalIds.set(String(id), String(externalId))
  }
  const rows: Rows = {}
  for (const kind of kinds) {
    if (!(kind in expected)) throw new Error(noDouble(kind))
    const fields = Object.keys(Object.values(expected[kind] ?? {})[0] ?? {})
    const present = (tables.get(kind) ?? []).filter(
      (row) =>
        !row.unreachableAt &&
        // A request for a review that was taken back is one, and not gone.
        (kind === 'reviewRequest' || !row.removedAt) &&
        !(kind === 'issue' && issuesOff.has(externalIds.get(String(row.repositoryId)) ?? '')),
    )
    rows[kind] = Object.fromEntries(
      present.map((row) => [
        String(row.externalId),
        Object.fromEntries(fields.map((field) => [field, resolved(field, row[field], externalIds)])),
      ]),
    )
  }
  return rows
}

function noDouble(kind: string): string {
  return `No rows are expected of ${kind}: say in "expected" of its resource's double which there must be, and list the double in testing/doubles.ts.`
}

function resolved(field: string, value: unknown, externalIds: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value) && field.endsWith('Ids')) return value.map((id) => externalIds.get(id) ?? `nowhere: ${id}`)
  if (!field.endsWith('Id') || typeof value !== 'string') return value
  return externalIds.get(value) ?? `nowhere: ${value}`
}
