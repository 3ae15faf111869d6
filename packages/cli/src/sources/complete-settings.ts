import {
  ConfigurationError,
  type ConfigurationKey,
  formatProblems,
  missingKeys,
  missingKeysText,
  resourceKeys,
} from '@data-import/core'
import { didYouMean } from '../providers/nearest-name.js'
import type { Terminal } from '../terminal/terminal.js'
import { missingFolders } from './missing-folders.js'

const mostAttempts = 3

/** Who can be asked and told, and where relative folders start. */
interface Surroundings extends Pick<Terminal, 'ask' | 'cwd'> {
  notice(text: string): void
}

/**
 * Checks settings against the provider's configuration. Asks for what is missing if somebody can answer, and again if an
 * answer is wrong; warns of folders that are not there.
 * @param configuration empty: any key is taken
 * @throws {ConfigurationError} for an unknown key, a value of the wrong format, and a required key without a value. No
 *   message holds a value.
 */
export async function completeSettings(
  given: ReadonlyMap<string, string>,
  configuration: readonly ConfigurationKey[],
  { ask, cwd, notice }: Surroundings,
): Promise<Map<string, string>> {
  const settings = new Map(given)
  if (configuration.length > 0) refuseUnknown([...settings.keys()], configuration)
  refuseMisformed(settings, configuration)
  for (const line of await missingFolders(settings, configuration, cwd)) notice(`warning: ${line}`)
  const missing = () => missingKeys(configuration, (key) => Boolean(settings.get(key)))
  for (const each of missing()) {
    if (!ask) throw missingError(missing())
    // Another key of the same group may have an answer by now.
    if (!missing().includes(each)) continue
    const answer = await askFor(each, { ask, cwd, notice })
    if (answer !== '') settings.set(each.key, answer)
  }
  if (missing().length > 0) throw missingError(missing())
  return settings
}

/** Asks again if an answer is wrong. */
async function askFor(key: ConfigurationKey, { ask, cwd, notice }: Surroundings): Promise<string> {
  const question = `${key.key} (${key.description})${key.isSecret ? ', hidden' : ''}: `
  let problems: string[] = []
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    if (problems.length > 0) notice(problems.join(' '))
    const answer = ((await ask?.(question, { isHidden: key.isSecret === true })) ?? '').trim()
    const folders = await missingFolders(new Map([[key.key, answer]]), [key], cwd)
    problems = [...formatProblems([key], () => answer), ...folders]
    if (problems.length === 0) return answer
  }
  throw new ConfigurationError(problems.join(' '))
}

/**
 * @throws {ConfigurationError} for a value of the wrong format, without showing it.
 */
function refuseMisformed(settings: ReadonlyMap<string, string>, configuration: readonly ConfigurationKey[]): void {
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
    throw new ConfigurationError(
      `The provider has no key ${key}. ${didYouMean(key, known)}It has: ${known.join(', ')}.`,
    )
  }
}

/** The error for required keys without a value. */
export function missingError(missing: readonly ConfigurationKey[]): ConfigurationError {
  return new ConfigurationError(`Missing: ${missingKeysText(missing)}. Set it with --set KEY=VALUE.`)
}
