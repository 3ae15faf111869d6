import type { DatabaseClient } from '@data-import/core'
import type { Provider, TableDefinition } from '@data-import/core/provider'

/**
 * What is missing or odd in what a provider declares.
 *
 * @param keys configuration keys of a data source that works
 * @param expected tables of which rows are expected
 */
export function declarationMistakes(
  provider: Provider<DatabaseClient>,
  keys: readonly string[],
  expected: readonly string[],
): string[] {
  const { scripts, configuration = [], tables = [] } = provider
  const declared = new Set(configuration.map(({ key }) => key))
  const names = new Set(tables.map(({ name }) => name))
  const providers = new Set(scripts.map(({ dataSourceName }) => dataSourceName))
  return [
    ...(scripts.length === 0 ? ['there is no script'] : []),
    ...(providers.size > 1 ? [`the scripts name several providers: ${[...providers].join(', ')}`] : []),
    ...scripts.flatMap(({ resource, importWindowDays }) =>
      importWindowDays > 0 ? [] : [`importWindowDays of ${resource} is 0, so a first pass imports nothing`],
    ),
    ...configuration.flatMap(({ key, description }) =>
      isText(description) ? [] : [`the configuration key ${key} has no description`],
    ),
    ...keys.flatMap((key) => (declared.has(key) ? [] : [`the configuration key ${key} is not declared`])),
    ...expected.flatMap((name) => (names.has(name) ? [] : [`the table ${name} is not among \`tables\``])),
    ...tables.flatMap(tableMistakes),
  ]
}

function tableMistakes({ name, columns }: TableDefinition): string[] {
  const names = Object.values(columns).map(({ column }) => column)
  const doubled = names.filter((column, index) => names.indexOf(column) !== index)
  const { externalId } = columns
  const isIdentity = externalId?.column === 'external_id' && externalId.type === 'text' && !externalId.isNullable
  return [
    ...(isIdentity ? [] : [`${name}.externalId must be a text that is never null, in the column external_id`]),
    ...doubled.map((column) => `${name} declares the column ${column} twice`),
  ]
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== ''
}
