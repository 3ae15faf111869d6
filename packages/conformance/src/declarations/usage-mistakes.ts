import type { DatabaseClient } from '@data-import/core'
import type { Provider } from '@data-import/core/provider'
import type { PassRecord } from '../trial/pass-record.js'

/** Where scripts did what the provider doesn't declare. */
export function usageMistakes(provider: Provider<DatabaseClient>, record: PassRecord): string[] {
  const declared = new Set((provider.tables ?? []).map(({ name }) => name))
  const written = new Set(record.writes.map(({ table }) => table.name))
  const undeclared = [...written].filter((table) => !declared.has(table))
  const upstream = new Map(provider.scripts.map(({ resource }) => [resource, upstreamOf(provider, resource)]))

  const consulted = record.consulted.filter(({ resource, of }) => !upstream.get(resource)?.has(of))
  const read = record.reads.filter(({ resource, table }) => {
    const writers = record.writes.filter((write) => write.table.name === table.name).map((write) => write.resource)
    return writers.length > 0 && !writers.some((writer) => upstream.get(resource)?.has(writer))
  })
  return unique([
    ...undeclared.map((table) => `the table ${table} is written and not among \`tables\``),
    ...consulted.map(({ resource, of }) => `${resource} asks for the partitions of ${of} without depending on it`),
    ...read.map(({ resource, table }) => `${resource} reads ${table.name} without depending on what imports it`),
  ])
}

/** The resource itself and all that it depends on, directly or not. */
function upstreamOf(provider: Provider<DatabaseClient>, resource: string): ReadonlySet<string> {
  const found = new Set([resource])
  for (const name of found) {
    const script = provider.scripts.find((one) => one.resource === name)
    for (const dependency of script?.dependsOn ?? []) found.add(dependency)
  }
  return found
}

function unique(texts: readonly string[]): string[] {
  return [...new Set(texts)]
}
