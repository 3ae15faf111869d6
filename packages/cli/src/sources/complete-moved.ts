import { ConfigurationError, type ConfigurationKey, originsOf, type StoredSetting } from '@data-import/core'
import type { Terminal } from '../terminal/terminal.js'

interface Change {
  stored: readonly StoredSetting[]
  given: ReadonlyMap<string, string>
  unset: readonly string[]
}

/** What a key will hold after a change. */
export function settingAfter({ stored, given, unset }: Change): (key: string) => string | undefined {
  const kept = new Map(stored.filter(({ key }) => !unset.includes(key)).map(({ key, value }) => [key, value]))
  return (key) => given.get(key) ?? kept.get(key)
}

/**
 * Where an address is to lead to another host, the secrets were given for the one before: they are asked for again, and put
 * among what is given.
 * @throws {ConfigurationError} where nobody can answer: nothing is sent to a host for which it wasn't meant.
 */
export async function completeMoved(
  given: Map<string, string>,
  {
    stored,
    unset,
    configuration,
    ask,
  }: Omit<Change, 'given'> & { configuration: readonly ConfigurationKey[]; ask: Terminal['ask'] },
): Promise<void> {
  const before = originsOf(configuration, (key) => stored.find((one) => one.key === key)?.value)
  const after = originsOf(configuration, settingAfter({ stored, given, unset }))
  const moved = Object.keys(after).find((key) => after[key] !== before[key])
  if (moved === undefined) return
  const open = stored.filter(
    ({ key, value, isSecret }) => isSecret && value !== '' && !given.has(key) && !unset.includes(key),
  )
  const where = `${moved} leads to ${after[moved] || 'nowhere'} instead of ${before[moved] || 'nowhere'}`
  for (const { key } of open) {
    const answer = ask ? (await ask(`${where}. ${key} for it, hidden: `, { isHidden: true })).trim() : ''
    if (answer === '') {
      throw new ConfigurationError(
        `${where}, and ${key} was given for the one before. Nothing was changed: give the one that belongs there as well (--set ${key}=-), or take it away (--unset ${key}).`,
      )
    }
    given.set(key, answer)
  }
}
