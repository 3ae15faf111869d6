import { ConfigurationError, type ConfigurationKey, type Provider } from '@data-import/core'
import type { LoadedProvider } from '@data-import/specification/modules'
import { nearestName } from './nearest-name.js'

/** What one provider offers, whichever modules it comes from. */
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

/**
 * Finds a provider by name, in any case of letters.
 * @throws {ConfigurationError} naming those that there are.
 */
export function findProvider(providers: readonly ProviderDescription[], given: string): ProviderDescription {
  const found = providers.find(({ name }) => name.toLowerCase() === given.toLowerCase())
  if (found) return found
  const names = providers.map(({ name }) => name)
  const nearest = nearestName(given, names)
  throw new ConfigurationError(
    `There is no provider "${given}". ${nearest ? `Did you mean ${nearest}? ` : ''}There are: ${names.join(', ') || 'none'}.`,
  )
}
