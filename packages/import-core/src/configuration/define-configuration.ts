import type { ConfigurationKey } from '../contract/provider.js'
import type { NothingElse } from '../contract/tables/nothing-else.js'
import { ConfigurationError } from '../errors/import-error.js'
import { formatProblems } from './format-problems.js'
import { missingKeys, missingKeysText } from './missing-keys.js'

/**
 * Declares the configuration keys of a provider, so that {@link settingsOf} knows which are always there.
 *
 * @example
 * ```ts
 * import { defineConfiguration, settingsOf } from '@data-import/core/provider'
 *
 * export const configuration = defineConfiguration([
 *   { key: 'FORGE_TOKEN', description: 'API token', isSecret: true, isRequired: true },
 *   { key: 'FORGE_URL', description: 'Address of the forge', format: 'url', defaultValue: 'https://forge.example' },
 * ])
 * const { FORGE_TOKEN, FORGE_URL } = settingsOf(configuration, { FORGE_TOKEN: 'from the data source' })
 * ```
 */
export function defineConfiguration<const Keys extends readonly ConfigurationKey[]>(
  keys: Keys & { readonly [Index in keyof Keys]: NothingElse<Keys[Index], ConfigurationKey> },
): Keys {
  return keys
}

/** The value of each key: a text where it is required or has a default. */
export type Settings<Keys extends readonly ConfigurationKey[]> = {
  readonly [Key in Keys[number] as Key['key']]: Key extends { isRequired: true } | { defaultValue: string }
    ? string
    : string | undefined
}

/**
 * Reads the declared keys of a configuration: without the spaces around, with defaults; empty is absent.
 * @throws {ConfigurationError} naming what is missing or not of its key's `format`. Shows no value.
 */
export function settingsOf<const Keys extends readonly ConfigurationKey[]>(
  configuration: Keys,
  env: Readonly<Record<string, string>>,
): Settings<Keys> {
  const given = new Map(configuration.map(({ key }) => [key, env[key]?.trim() || undefined]))
  const missing = missingKeys(configuration, (key) => given.get(key) !== undefined)
  if (missing.length > 0) throw new ConfigurationError(`The configuration lacks ${missingKeysText(missing)}.`)
  const problems = formatProblems(configuration, (key) => given.get(key))
  if (problems.length > 0) throw new ConfigurationError(problems.join(' '))
  const settings = configuration.map(({ key, defaultValue }) => [key, given.get(key) ?? defaultValue])
  // Every key is one of the declared ones, and the required ones have been looked for.
  return Object.fromEntries(settings) as Settings<Keys>
}
