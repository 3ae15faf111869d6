import { ConfigurationError, type ConfigurationKey } from '@data-import/core'
import { nearestName } from '../providers/nearest-name.js'
import type { Terminal } from '../terminal/terminal.js'

/**
 * Checks settings against the provider's configuration, and asks for what is missing where somebody can answer.
 * @param configuration empty: any key is taken
 * @throws {ConfigurationError} for an unknown key, and for a required one that nobody gave. No message holds a value.
 */
export async function completeSettings(
  given: ReadonlyMap<string, string>,
  configuration: readonly ConfigurationKey[],
  ask: Terminal['ask'],
): Promise<Map<string, string>> {
  const settings = new Map(given)
  if (configuration.length > 0) refuseUnknown([...settings.keys()], configuration)
  for (const missing of missingKeys(settings, configuration)) {
    if (!ask) throw missingError(missingKeys(settings, configuration))
    // A question of a group may have been answered by now.
    if (!missingKeys(settings, configuration).includes(missing)) continue
    const question = `${missing.key} (${missing.description})${missing.isSecret ? ', hidden' : ''}: `
    const answer = (await ask(question, { isHidden: missing.isSecret === true })).trim()
    if (answer !== '') settings.set(missing.key, answer)
  }
  const missing = missingKeys(settings, configuration)
  if (missing.length > 0) throw missingError(missing)
  return settings
}

function refuseUnknown(keys: readonly string[], configuration: readonly ConfigurationKey[]): void {
  const known = configuration.map(({ key }) => key)
  for (const key of keys) {
    if (known.includes(key)) continue
    const nearest = nearestName(key, known)
    throw new ConfigurationError(
      `The provider has no key ${key}. ${nearest ? `Did you mean ${nearest}? ` : ''}It has: ${known.join(', ')}.`,
    )
  }
}

/** Required keys without a value, and every key of a group in which none has one. */
function missingKeys(
  settings: ReadonlyMap<string, string>,
  configuration: readonly ConfigurationKey[],
): ConfigurationKey[] {
  const isSet = ({ key }: ConfigurationKey) => Boolean(settings.get(key))
  return configuration.filter(
    (one) =>
      !isSet(one) &&
      (one.isRequired === true ||
        (one.oneOf !== undefined && !configuration.some((other) => other.oneOf === one.oneOf && isSet(other)))),
  )
}

function missingError(missing: readonly ConfigurationKey[]): ConfigurationError {
  const groups = [...new Set(missing.map(({ oneOf, isRequired }) => (isRequired ? undefined : oneOf)))]
  const parts = groups.map((group) => {
    const keys = missing.filter(({ oneOf, isRequired }) => (isRequired ? undefined : oneOf) === group)
    const described = keys.map(({ key, description }) => `${key} (${description})`)
    return group === undefined ? described.join(', ') : `one of ${described.join(', ')}`
  })
  return new ConfigurationError(`Missing: ${parts.join('; ')}. Give it with --set KEY=VALUE.`)
}
