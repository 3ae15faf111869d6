import { createHash } from 'node:crypto'
import type { Provider } from '../contract/provider.js'

/**
 * The version of each provider by its name. One that declares none is known by what its scripts declare: names, dependencies and
 * windows.
 */
export function providerVersions<Db>(providers: readonly Provider<Db>[]): ReadonlyMap<string, string> {
  const parts = new Map<string, string[]>()
  for (const { scripts, version } of providers) {
    for (const { run: _run, ...declared } of scripts) {
      const said = version ?? JSON.stringify(Object.entries(declared).sort(([a], [b]) => (a < b ? -1 : 1)))
      parts.set(declared.dataSourceName, [...(parts.get(declared.dataSourceName) ?? []), said])
    }
  }
  return new Map([...parts].map(([name, said]) => [name, versionOf([...new Set(said)].sort())]))
}

function versionOf(said: readonly string[]): string {
  const [only] = said
  if (said.length === 1 && only !== undefined && only.length <= 40 && !only.startsWith('[')) return only
  return createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 12)
}
