import type { ConfigurationKey } from '../contract/provider.js'

/** Where a data source's requests go: the origin of each of its addresses, by their keys. */
export type Origins = Readonly<Record<string, string>>

/** What says which settings are addresses, and what counts where one is absent. */
export type AddressKey = Pick<ConfigurationKey, 'key' | 'format' | 'defaultValue'>

/**
 * The origins of a data source's addresses: of the keys that are declared with `format: 'url'`, defaults included. What a
 * secret is bound to when it is encrypted: see `SecretPlace.origins`.
 */
export function originsOf(
  configuration: readonly AddressKey[],
  setting: (key: string) => string | undefined,
): Record<string, string> {
  const addresses = configuration.filter(({ format }) => format === 'url')
  return Object.fromEntries(
    addresses.map(({ key, defaultValue = '' }) => [key, originOf(setting(key)?.trim() || defaultValue)]),
  )
}

/** Which address leads elsewhere than where a secret was given for; undefined where none does. */
export function changedOrigin(given: Origins, current: Origins): { key: string; was: string; is: string } | undefined {
  const key = Object.keys(given).find((one) => current[one] !== undefined && current[one] !== given[one])
  return key === undefined ? undefined : { key, was: given[key] || 'nowhere', is: current[key] || 'nowhere' }
}

/** Also where the host wrote what is no address: that leads nowhere. */
function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : ''
}
