import type { PrismaClient } from '@data-import/reference-database'
import type { Rows } from './expected-rows.js'

const kinds = ['pipeline', 'pipelineRun', 'pipelineRunCommit', 'job', 'testSummary'] as const

interface Reader {
  findMany(query: { where: { dataSourceId: string } }): PromiseLike<Record<string, unknown>[]>
}

/**
 * The rows of a data source by kind and external id: only the fields that are expected, and external ids in place of references.
 *
 * @param gone external ids of runs that Jenkins no longer has: they and what belongs to them may be stored
 */
export async function storedRows(
  db: PrismaClient,
  dataSourceId: string,
  expected: Rows,
  gone: ReadonlySet<string> = new Set(),
): Promise<Rows> {
  const where = { dataSourceId }
  const externalIds = new Map<string, string>()
  const tables = new Map<string, Record<string, unknown>[]>()
  for (const kind of [...kinds, 'contributor'] as const) {
    // One shape for all models, of which only this is used.
    const rows = await (db[kind] as unknown as Reader).findMany({ where })
    tables.set(kind, rows)
    for (const { id, externalId } of rows) externalIds.set(String(id), String(externalId))
  }
  const runOf = (row: Record<string, unknown>) => externalIds.get(String(row.pipelineRunId)) ?? String(row.externalId)
  return Object.fromEntries(
    kinds.map((kind) => {
      const fields = Object.keys(Object.values(expected[kind] ?? {})[0] ?? {})
      const present = (tables.get(kind) ?? []).filter((row) => !row.removedAt && !gone.has(runOf(row)))
      const byId = present.map((row) => {
        const shown = fields.map((field) => [field, resolved(field, row[field], externalIds)])
        return [String(row.externalId), Object.fromEntries(shown)]
      })
      return [kind, Object.fromEntries(byId)]
    }),
  )
}

function resolved(field: string, value: unknown, externalIds: ReadonlyMap<string, string>): unknown {
  if (!field.endsWith('Id') || typeof value !== 'string') return value
  return externalIds.get(value) ?? `nowhere: ${value}`
}
