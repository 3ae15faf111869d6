import {
  ConfigurationError,
  type ConfigurationKey,
  formatProblems,
  missingKeys,
  missingKeysText,
  resourceKeys,
} from '@data-import/core'
import { nearestName } from '../providers/nearest-name.js'
import type { Terminal } from '../terminal/terminal.js'

/**
 * Checks settings against the provider's configuration, and asks for what is missing where somebody can answer.
 * @param configuration empty: any key is taken
 * @throws {ConfigurationError} for an unknown key, a value that isn't of its key's format, and a required key that nobody gave.
 *   No message holds a value.
 */
export async function completeSettings(
  given: ReadonlyMap<string, string>,
  configuration: readonly ConfigurationKey[],
  ask: Terminal['ask'],
): Promise<Map<string, string>> {
  const settings = new Map(given)
  if (configuration.length > 0) refuseUnknown([...settings.keys()], configuration)
  refuseMisformed(settings, configuration)
  const missing = () => missingKeys(configuration, (key) => Boolean(settings.get(key)))
  for (const each of missing()) {
    if (!ask) throw missingError(missing())
    // A question of a group may have been answered by now.
    if (!missing().includes(each)) continue
    const question = `${each.key} (${each.description})${each.isSecret ? ', hidden' : ''}: `
    const answer = (await ask(question, { isHidden: each.isSecret === true })).trim()
    if (answer !== '') settings.set(each.key, answer)
  }
  if (missing().length > 0) throw missingError(missing())
  refuseMisformed(settings, configuration)
  return settings
}

/**
 * @throws {ConfigurationError} for a value that isn't of the format of its key, without showing it.
 */
export function refuseMisformed(
  settings: ReadonlyMap<string, string>,
  configuration: readonly ConfigurationKey[],
): void {
  const problems = formatProblems(configuration, (key) => settings.get(key))
  if (problems.length > 0) throw new ConfigurationError(problems.join(' '))
}

/**
 * @throws {ConfigurationError} for a key that the provider doesn't have, with the nearest one.
 */
export function refuseUnknown(keys: readonly string[], configuration: readonly ConfigurationKey[]): void {
  const known = configuration.map(({ key }) => key)
  for (const key of keys) {
    if (known.includes(key) || resourceKeys.some((one) => one === key)) continue
    const nearest = nearestName(key, known)
    throw new ConfigurationError(
      `The provider has no key ${key}. ${nearest ? `Did you mean ${nearest}? ` : ''}It has: ${known.join(', ')}.`,
    )
  }
}

/** What to say of required keys that nobody gave. */
export function missingError(missing: readonly ConfigurationKey[]): ConfigurationError {
  return new ConfigurationError(`Missing: ${missingKeysText(missing)}. Give it with --set KEY=VALUE.`)
}
