import type { ConfigurationKey } from '../contract/provider.js'

/** Required keys without a value, and every key of a group in which none has one. A key with a default is never missing. */
export function missingKeys(
  configuration: readonly ConfigurationKey[],
  isSet: (key: string) => boolean,
): ConfigurationKey[] {
  const isThere = ({ key, defaultValue }: ConfigurationKey) => isSet(key) || defaultValue !== undefined
  return configuration.filter(
    (one) =>
      !isThere(one) &&
      (one.isRequired === true ||
        (one.oneOf !== undefined && !configuration.some((other) => other.oneOf === one.oneOf && isThere(other)))),
  )
}

/** `FORGE_TOKEN (API token); one of FORGE_GROUP (…), FORGE_USER (…)`. */
export function missingKeysText(missing: readonly ConfigurationKey[]): string {
  const groups = [...new Set(missing.map(({ oneOf, isRequired }) => (isRequired ? undefined : oneOf)))]
  const parts = groups.map((group) => {
    const keys = missing.filter(({ oneOf, isRequired }) => (isRequired ? undefined : oneOf) === group)
    const described = keys.map(({ key, description }) => `${key} (${description})`)
    return group === undefined ? described.join(', ') : `one of ${described.join(', ')}`
  })
  return parts.join('; ')
}
