import type { PrismaClient } from '@data-import/reference-database'
import { tables } from '../tables.js'
import type { Rows } from './expected-rows.js'

interface Reader {
  findMany(query: { where: { dataSourceId: string } }): PromiseLike<Record<string, unknown>[]>
}

/** The rows of a data source, by kind and external id: the fields that are expected, external ids in place of references. */
export async function storedRows(db: PrismaClient, dataSourceId: string, expected: Rows): Promise<Rows> {
  const externalIds = new Map<string, string>()
  const read = new Map<string, Record<string, unknown>[]>()
  for (const { model } of tables) {
    // One shape for all models, of which only this is used.
    const rows = await (db[model] as unknown as Reader).findMany({ where: { dataSourceId } })
    read.set(model, rows)
    for (const { id, externalId } of rows) externalIds.set(String(id), String(externalId))
  }
  const resolved = (field: string, value: unknown) =>
    field.endsWith('Id') && typeof value === 'string' ? (externalIds.get(value) ?? `nowhere: ${value}`) : value
  const stored: Rows = {}
  for (const [model, rows] of read) {
    const fields = Object.keys(Object.values(expected[model] ?? {})[0] ?? {})
    if (rows.length === 0 && !(model in expected)) continue
    stored[model] = Object.fromEntries(
      rows.map((row) => [
        String(row.externalId),
        Object.fromEntries(fields.map((field) => [field, resolved(field, row[field])])),
      ]),
    )
  }
  return stored
}
