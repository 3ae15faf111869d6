import { ConfigurationError, type ConfigurationKey, missingKeys, type StoredSetting } from '@data-import/core'
import { missingError, refuseUnknown } from './complete-settings.js'
import { isSecretKey } from './is-secret-key.js'

/** How to change a data source's settings. */
export interface SettingChanges {
  given: ReadonlyMap<string, string>
  /** Keys to remove. */
  unset: readonly string[]
  /** Empty: any key is taken. */
  configuration: readonly ConfigurationKey[]
}

/**
 * The settings to write. A stored secret stays one, whatever the provider says now.
 * @throws {ConfigurationError} for an unknown key, a key to remove that isn't there, and a required key that would be
 * missing. No message holds a value.
 */
export function changeSettings(
  { name, configs }: { name: string; configs: readonly StoredSetting[] },
  { given, unset, configuration }: SettingChanges,
): StoredSetting[] {
  const stored = configs.map(({ key }) => key)
  if (configuration.length > 0) refuseUnknown([...given.keys()], configuration)
  for (const key of unset) {
    if (given.has(key)) throw new ConfigurationError(`${key} is both set and unset.`)
    if (stored.includes(key)) continue
    throw new ConfigurationError(`"${name}" has no key ${key}. It has: ${stored.join(', ') || 'none'}.`)
  }
  const kept = configs.filter(({ key, value }) => value !== '' && !unset.includes(key)).map(({ key }) => key)
  const missing = missingKeys(configuration, (key) => (given.has(key) ? given.get(key) !== '' : kept.includes(key)))
  if (missing.length > 0) throw missingError(missing)
  return [...given].map(([key, value]) => ({
    key,
    value,
    isSecret: isSecretKey(key, configuration) || configs.some((one) => one.key === key && one.isSecret),
  }))
}
