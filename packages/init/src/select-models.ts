import type { TableDefinition } from '@data-import/core'
import { isCanonical } from '@data-import/specification/modules'
import { type Block, databaseName, parseField } from './prisma-schema/parse-blocks.js'
import type { ReferenceSchema } from './prisma-schema/reference-schema.js'
import { modelName, tableModel } from './table-model.js'

/** A model or enum of the import, as the application's schema gets it. */
export interface SelectedModel {
  /** Name in the reference schema, or that the provider's table asks for. */
  original: string
  /** Name in the application's schema. */
  name: string
  /** Name of the table, or of the enum in the database. */
  table: string
  text: string
}

/**
 * The models of the bookkeeping and of the tables that providers write, without what leads to others.
 *
 * @param taken names of the application's own models: the import's are called otherwise, and keep their tables
 * @param schema Postgres schema that each model says; undefined where the application's models say none
 */
export function selectModels(
  reference: ReferenceSchema,
  tables: readonly TableDefinition[],
  taken: ReadonlySet<string>,
  schema: string | undefined,
): SelectedModel[] {
  const all = [...reference.bookkeeping, ...reference.canonical]
  const wanted = withRequired(
    tables.filter(isCanonical).map(({ name }) => name),
    reference.canonical,
  )
  const own = unique(tables.filter((table) => !isCanonical(table)))
  const blocks: Pick<Block, 'name' | 'text' | 'body'>[] = [
    ...reference.bookkeeping,
    ...reference.canonical.filter(({ name }) => wanted.has(name)),
    ...own.map((table) => tableModel(table, 'DataSource')),
  ]
  const names = new Map(blocks.map(({ name }) => [name, freeName(name, taken)]))
  const unselected = new Set(all.map(({ name }) => name).filter((name) => !names.has(name)))
  const backRelations = own.map((table) => `  ${table.model}Rows ${names.get(modelName(table))}[]`)
  return blocks.map((block) => {
    const name = names.get(block.name) ?? block.name
    const lines = block.text.split('\n').flatMap((line) => {
      if (/^\s*@@schema/.test(line)) return schema === undefined ? [] : [`  @@schema("${schema}")`]
      const field = parseField(line)
      if (field && unselected.has(field.type)) return []
      const renamed = field && names.get(field.type)
      return [renamed && renamed !== field.type ? line.replace(new RegExp(`\\b${field.type}\\b`), renamed) : line]
    })
    const map = name === block.name || databaseName(block) !== block.name ? [] : [`  @@map("${block.name}")`]
    const renamed = lines.map((line) => line.replace(new RegExp(`^(model|enum) ${block.name} `), `$1 ${name} `))
    const attributes = renamed.findIndex((line) => /^\s*@@/.test(line))
    const end = attributes < 0 ? renamed.length - 1 : attributes
    const relations = block.name === 'DataSource' && backRelations.length > 0 ? [...backRelations, ''] : []
    const whole = [...renamed.slice(0, end), ...relations, ...renamed.slice(end, -1), ...map, ...renamed.slice(-1)]
    return { original: block.name, name, table: databaseName(block), text: tidy(whole) }
  })
}

/** Tables that another needs by a required relation come along. */
function withRequired(names: readonly string[], canonical: readonly Block[]): Set<string> {
  const wanted = new Set(names)
  const byName = new Map(canonical.map((block) => [block.name, block]))
  for (const name of wanted) {
    for (const line of byName.get(name)?.body ?? []) {
      const field = parseField(line)
      // Adding to a set while it is walked extends the walk.
      if (field && !field.isOptional && !field.isList && byName.has(field.type)) wanted.add(field.type)
    }
  }
  return wanted
}

function unique(tables: readonly TableDefinition[]): TableDefinition[] {
  return [...new Map(tables.map((table) => [table.name, table])).values()]
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  return [name, `Imported${name}`, `DataImport${name}`].find((each) => !taken.has(each)) ?? `DataImportSystem${name}`
}

function tidy(lines: readonly string[]): string {
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/\n\n\}/g, '\n}')
}
