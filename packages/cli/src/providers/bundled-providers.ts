import type { ConfigurationKey, DataSourceScript, Provider } from '@data-import/core'
import { canonicalTables } from '@data-import/model'
import { type LoadedProvider, providerOf } from '@data-import/specification/modules'
import { bundledModules } from './bundled-modules.js'
import described from './bundled-providers.json' with { type: 'json' }

/** What commands need to know of a bundled provider before one of its scripts runs. */
export interface BundledDescription {
  /** The package. */
  origin: string
  scripts: readonly Omit<DataSourceScript, 'run'>[]
  configuration: readonly ConfigurationKey[]
  /** Names of canonical tables. */
  tables: readonly string[]
}

/** The type of a JSON file has no literal types; what it holds was written from this one. */
const descriptions = described as readonly BundledDescription[]

/** The providers that come with the command line. None of their code is loaded until a script or the check runs. */
export function bundledProviders(): LoadedProvider[] {
  return descriptions.map(providerOfDescription)
}

/** Whether a provider comes with the command line, and not from the user. */
export function isBundled({ origin }: LoadedProvider): boolean {
  return bundledModules.has(origin)
}

/** Loads the package itself. */
export async function loadBundled(origin: string): Promise<Provider> {
  return providerOf(await bundledModules.get(origin)?.(), origin).provider
}

function providerOfDescription({ origin, scripts, configuration, tables }: BundledDescription): LoadedProvider {
  return {
    origin,
    provider: {
      scripts: scripts.map((script) => ({
        ...script,
        async run(context) {
          const loaded = (await loadBundled(origin)).scripts.find(({ resource }) => resource === script.resource)
          if (!loaded)
            throw new Error(`${origin} has no script for ${script.resource}: install the command line again.`)
          await loaded.run(context)
        },
      })),
      configuration,
      tables: tables.flatMap((table) => canonicalTables.filter(({ name }) => name === table)),
      check: async (context) => (await (await loadBundled(origin)).check?.(context)) ?? [],
    },
  }
}
