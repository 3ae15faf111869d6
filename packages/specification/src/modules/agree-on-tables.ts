import { ConfigurationError, type TableDefinition } from '@data-import/core'
import { canonicalTables } from '@data-import/model'
import type { LoadedProvider } from './provider-module.js'

const canonical: ReadonlyMap<string, TableDefinition> = new Map(canonicalTables.map((table) => [table.name, table]))

/** Whether a table is one of the model package, which the reference schema has. */
export function isCanonical({ name }: Pick<TableDefinition, 'name'>): boolean {
  return canonical.has(name)
}

/**
 * One name is one table: what a provider declares under a canonical name must be that table, and what two declare under
 * one name the same.
 *
 * @throws {ConfigurationError} for a definition that differs.
 */
export function requireAgreement(loaded: readonly LoadedProvider[]): void {
  const first = new Map<string, { origin: string; table: TableDefinition }>()
  for (const { origin, provider } of loaded) {
    for (const table of provider.tables ?? []) {
      const standard = canonical.get(table.name)
      const other = first.get(table.name)
      if (standard) requireCanonical(origin, table, standard)
      else if (!other) first.set(table.name, { origin, table })
      else if (fingerprint(other.table) !== fingerprint(table)) {
        throw new ConfigurationError(
          `${other.origin} and ${origin} declare a table ${table.name} each, with different columns: rename one, or use one of the providers only.`,
        )
      }
    }
  }
}

function requireCanonical(origin: string, table: TableDefinition, standard: TableDefinition): void {
  const types = new Map(Object.values(standard.columns).map(({ column, type }) => [column, type]))
  const different = Object.values(table.columns).filter(({ column, type }) => types.get(column) !== type)
  if (different.length === 0) return
  const columns = different.map(({ column, type }) => `${column} (${type})`).join(', ')
  throw new ConfigurationError(
    `${origin} declares a table ${table.name}, which is one of @data-import/model, with columns that it doesn't have: ${columns}. Rename the table; if it is the model's own, update @data-import/cli.`,
  )
}

function fingerprint({ model, columns }: TableDefinition): string {
  const sorted = Object.entries(columns).map(([field, { column, type, isNullable = false }]) =>
    [field, column, type, isNullable].join(' '),
  )
  return [model, ...sorted.sort()].join('\n')
}
