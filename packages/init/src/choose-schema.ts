import type { TableDefinition } from '@data-import/core'
import type { HostBlock, HostSchema } from './host-schema.js'
import { isModelOfImport } from './plan-models.js'
import { databaseName } from './prisma-schema/parse-blocks.js'
import type { ReferenceSchema } from './prisma-schema/reference-schema.js'
import { datasource, schemaOf } from './schema-edits.js'
import { readList } from './schema-list.js'
import { selectModels } from './select-models.js'
import { separateWritten } from './written-models.js'

/**
 * The Postgres schema of the import's tables where nobody asked for one: where they are already; among the application's
 * own, so that its models needn't say their schema, unless it lists schemas or has something of one of the names; else `data`.
 *
 * @param home Postgres schema of models that say none
 */
export async function chooseSchema(
  folder: string,
  host: HostSchema,
  reference: ReferenceSchema,
  tables: readonly TableDefinition[],
  home: string,
): Promise<string> {
  if (host.kind === 'none') return 'data'
  const { own, written } = await separateWritten(folder, host)
  const there = [...written, ...own.filter((block) => isModelOfImport(block, reference))]
  if (there.length > 0) return there.map(schemaOf).find(Boolean) ?? home
  if (readList(datasource(host)?.body ?? [], 'schemas')) return 'data'
  const models = selectModels(reference, tables, new Set(), undefined)
  const names = new Set(models.flatMap(({ name, table }) => [name, table]))
  return own.some((block) => isNamedLike(block, names)) ? 'data' : home
}

function isNamedLike(block: HostBlock, names: ReadonlySet<string>): boolean {
  return /model|enum|view|type/.test(block.kind) && [block.name, databaseName(block)].some((name) => names.has(name))
}
