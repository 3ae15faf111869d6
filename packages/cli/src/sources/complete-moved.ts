import { ConfigurationError, type ConfigurationKey, originsOf, type StoredSetting } from '@data-import/core'
import type { Terminal } from '../terminal/terminal.js'

interface Change {
  stored: readonly StoredSetting[]
  given: ReadonlyMap<string, string>
  unset: readonly string[]
}

/** What a key holds after a change. */
export function settingAfter({ stored, given, unset }: Change): (key: string) => string | undefined {
  const kept = new Map(stored.filter(({ key }) => !unset.includes(key)).map(({ key, value }) => [key, value]))
  return (key) => given.get(key) ?? kept.get(key)
}

/**
 * If a changed address leads to another host, asks for the secrets again and adds them to what is given: they were meant for
 * the former host.
 * @throws {ConfigurationError} if nobody can answer: no secret is sent to a host that it isn't meant for.
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
        `${where}, and ${key} belongs to the former one. Nothing was changed: also set the one that belongs there (--set ${key}=-), or remove it (--unset ${key}).`,
      )
    }
    given.set(key, answer)
  }
}
