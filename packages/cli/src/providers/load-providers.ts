import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { ConfigurationError } from '@data-import/core'
import { adaptSpecificationScript, loadScripts } from '@data-import/specification'
import { importPackage, type LoadedProvider, providerOf } from '@data-import/specification/modules'
import type { GlobalOptions } from '../application/global-options.js'
import { bundledProviders } from './bundled-providers.js'

/**
 * Loads the bundled providers, those of the folder of data sources, and the packages that were named. Your own scripts for
 * the same resource replace a bundled provider.
 * @throws {ConfigurationError} if something can't be loaded, or two provide the same resource.
 */
export async function loadProviders(
  { dataSources, provider: packages = [] }: Pick<GlobalOptions, 'dataSources' | 'provider'>,
  cwd: string,
): Promise<LoadedProvider[]> {
  const loaded: LoadedProvider[] = []
  const folder = resolve(cwd, dataSources ?? 'data-sources')
  if (dataSources !== undefined || existsSync(folder)) loaded.push(...(await loadScripts(folder)))
  for (const name of packages) {
    const { origin, provider } = providerOf(await importPackage(name, cwd), name)
    loaded.push({ origin, provider: { ...provider, scripts: provider.scripts.map(adaptSpecificationScript) } })
  }
  refuseDuplicates(loaded)
  const own = new Set(loaded.flatMap(resourcesOf))
  const ours = bundledProviders().filter((provider) => !resourcesOf(provider).some((resource) => own.has(resource)))
  return [...ours, ...loaded]
}

function resourcesOf({ provider }: LoadedProvider): string[] {
  return provider.scripts.map(({ dataSourceName, resource }) => `${dataSourceName}/${resource}`)
}

function refuseDuplicates(loaded: readonly LoadedProvider[]): void {
  const origins = new Map<string, string>()
  for (const each of loaded) {
    const { origin } = each
    for (const name of resourcesOf(each)) {
      const other = origins.get(name)
      if (other) throw new ConfigurationError(`${name} is provided by ${other} and by ${origin}: remove one of them.`)
      origins.set(name, origin)
    }
  }
}
