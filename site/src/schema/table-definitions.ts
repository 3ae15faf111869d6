import { wrapText } from '../wrap-text.js'
import type { Column, Schema, Table } from './parse-schema.js'

/** Folder that holds the definitions and nothing else, from the root of the checkout. */
export const tablesFolder = 'packages/model/src/tables'

const header =
  '// Written by `npm run docs -- --generate` from prisma/schema/canonical.prisma: change the schema instead.'

/** What `save` calls the types of Postgres that the schema uses. */
const types: Readonly<Record<string, string>> = {
  text: 'text',
  'text[]': 'text[]',
  integer: 'integer',
  bigint: 'bigint',
  'double precision': 'float',
  boolean: 'boolean',
  'timestamptz(3)': 'timestamp',
  jsonb: 'json',
}

/** Fields that `save` fills. */
const filledBySave = new Set(['id', 'dataSourceId'])

/**
 * The table definitions and row types of `@data-import/model`: a file a table, one that lists them all, and one that exports them.
 *
 * @throws {Error} for a column of a type that `save` doesn't write.
 */
export function tableDefinitions({ tables }: Schema): ReadonlyMap<string, string> {
  return new Map([
    ...tables.map((table): [string, string] => [`${tablesFolder}/${fileName(table)}.ts`, tableDefinition(table)]),
    [`${tablesFolder}/canonical-tables.ts`, canonicalTables(tables)],
    [`${tablesFolder}/index.ts`, tableExports(tables)],
  ])
}

function tableDefinition(table: Table): string {
  const columns = table.columns.filter(({ field }) => !filledBySave.has(field))
  return `${header}
import { defineTable, type RowOf } from '@data-import/core/provider'

${comment(table.description, '')}
export const ${constant(table)} = defineTable({
  name: '${table.name}',
  model: '${model(table)}',
  columns: {
${columns.map((column) => `${comment(column.description, '    ')}\n    ${definition(table, column)}`).join('\n')}
  },
})

/** A row of {@link ${constant(table)}}. */
export type ${table.name}Row = RowOf<typeof ${constant(table)}>
`
}

function definition(table: Table, column: Column): string {
  const type = types[column.type]
  if (!type) throw new Error(`${table.name}.${column.field} is ${column.type}, which save doesn't write.`)
  // Prisma can't say that a list may be null.
  const isNullable = column.isNullable || (type === 'text[]' && /\bNull: not known\./.test(column.description))
  return `${column.field}: { column: '${column.name}', type: '${type}'${isNullable ? ', isNullable: true' : ''} },`
}

function canonicalTables(tables: readonly Table[]): string {
  return `${header}
import type { TableDefinition } from '@data-import/core/provider'
${byFileName(tables)
  .map((table) => `import { ${constant(table)} } from './${fileName(table)}.js'`)
  .join('\n')}

/** Every canonical table, in the order of the schema. */
export const canonicalTables: readonly TableDefinition[] = [
${tables.map((table) => `  ${constant(table)},`).join('\n')}
]
`
}

function tableExports(tables: readonly Table[]): string {
  const exports = byFileName(tables).map(
    (table) => `export { type ${table.name}Row, ${constant(table)} } from './${fileName(table)}.js'\n`,
  )
  return `${header}\nexport { canonicalTables } from './canonical-tables.js'\n${exports.join('')}`
}

function byFileName(tables: readonly Table[]): Table[] {
  return [...tables].sort((one, other) => (fileName(one) < fileName(other) ? -1 : 1))
}

function comment(text: string, indent: string): string {
  const oneLine = `${indent}/** ${text} */`
  if (oneLine.length <= 120) return oneLine
  return [
    `${indent}/**`,
    ...wrapText(text, 120 - indent.length - 3).map((line) => `${indent} * ${line}`),
    `${indent} */`,
  ].join('\n')
}

function model({ name }: Table): string {
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`
}

function constant(table: Table): string {
  return `${model(table)}Table`
}

function fileName(table: Table): string {
  return model(table).replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}
