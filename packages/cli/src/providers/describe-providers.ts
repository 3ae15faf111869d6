import { ConfigurationError, type ConfigurationKey, type Provider } from '@data-import/core'
import type { LoadedProvider } from '@data-import/specification/modules'
import { didYouMean } from './nearest-name.js'

/** What one provider offers, whatever modules it comes from. */
export interface ProviderDescription {
  /** As in `DataSource.provider`. */
  name: string
  origins: readonly string[]
  resources: readonly { resource: string; dependsOn: readonly string[]; importWindowDays: number }[]
  /** Empty: the provider doesn't say; any key is taken. */
  configuration: readonly ConfigurationKey[]
  /** Names of the tables that the scripts write; empty: the provider doesn't say. */
  tables: readonly string[]
  checks: readonly NonNullable<Provider['check']>[]
}

/** Providers by name, in the order of loading. */
export function describeProviders(loaded: readonly LoadedProvider[]): ProviderDescription[] {
  const names = new Set(loaded.flatMap(({ provider }) => provider.scripts.map(({ dataSourceName }) => dataSourceName)))
  return [...names].map((name) => {
    const own = loaded.filter(({ provider }) => provider.scripts.some((script) => script.dataSourceName === name))
    return {
      name,
      origins: own.map(({ origin }) => origin),
      resources: own.flatMap(({ provider }) =>
        provider.scripts
          .filter((script) => script.dataSourceName === name)
          .map(({ resource, dependsOn, importWindowDays }) => ({ resource, dependsOn, importWindowDays })),
      ),
      configuration: own.flatMap(({ provider }) => provider.configuration ?? []),
      tables: [...new Set(own.flatMap(({ provider }) => provider.tables ?? []).map((table) => table.name))],
      checks: own.flatMap(({ provider }) => (provider.check ? [provider.check.bind(provider)] : [])),
    }
  })
}

/** The resources of a provider, by its name; undefined for one that is not loaded. */
export function resourcesOf(providers: readonly ProviderDescription[]) {
  return (provider: string) => providers.find(({ name }) => name === provider)?.resources
}

/**
 * Finds a provider by name, in upper or lower case.
 * @throws {ConfigurationError} that names the existing ones.
 */
export function findProvider(providers: readonly ProviderDescription[], given: string): ProviderDescription {
  const found = providers.find(({ name }) => name.toLowerCase() === given.toLowerCase())
  if (found) return found
  const names = providers.map(({ name }) => name)
  throw new ConfigurationError(
    `There is no provider "${given}". ${didYouMean(given, names)}There are: ${names.join(', ') || 'none'}.`,
  )
}
