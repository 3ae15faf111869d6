import { ConfigurationError, type TableDefinition } from '@data-import/core'
import type { ColumnType } from '@data-import/core/provider'

const prismaTypes: Readonly<Record<ColumnType, string>> = {
  text: 'String',
  integer: 'Int',
  bigint: 'BigInt',
  float: 'Float',
  boolean: 'Boolean',
  timestamp: 'DateTime',
  json: 'Json',
  'text[]': 'String[]',
}

/** Name of the Prisma model that gives the client the delegate `table.model`. */
export function modelName({ model }: TableDefinition): string {
  return model.charAt(0).toUpperCase() + model.slice(1)
}

/**
 * The Prisma model of a table that a provider declares, as the canonical ones look.
 *
 * @param dataSource name of the model of data sources
 * @throws {ConfigurationError} for names that Prisma doesn't take.
 */
export function tableModel(table: TableDefinition, dataSource: string): { name: string; text: string; body: string[] } {
  const name = modelName(table)
  for (const each of [name, ...Object.keys(table.columns)]) {
    if (/^[A-Za-z]\w*$/.test(each)) continue
    throw new ConfigurationError(
      `The table ${table.name} has the name ${each}, which Prisma takes for no model or field.`,
    )
  }
  const fields = Object.entries(table.columns).map(([field, { column, type, isNullable = false }]) => {
    const isOptional = isNullable && type !== 'text[]'
    const map = column === field ? [] : [`@map("${column}")`]
    const native = type === 'timestamp' ? ['@db.Timestamptz(3)'] : []
    return [
      '  ',
      field,
      ` ${prismaTypes[type]}${isOptional ? '?' : ''}`,
      ...[...map, ...native].map((each) => ` ${each}`),
    ].join('')
  })
  const body = [
    '  id String @id @default(cuid())',
    '  dataSourceId String @map("data_source_id")',
    ...fields,
    '',
    `  dataSource ${dataSource} @relation(fields: [dataSourceId], references: [id], onDelete: Cascade)`,
    '',
    '  @@unique([dataSourceId, externalId])',
    ...(table.name === name ? [] : [`  @@map("${table.name}")`]),
    '  @@schema("data")',
  ]
  return { name, body, text: [`model ${name} {`, ...body, '}'].join('\n') }
}
