import type { Client } from 'pg'
import { createBatcher } from '../database/create-batcher.js'
import { lockKey } from './lock-key.js'
import { tryLocks, unlockAll } from './lock-statements.js'

/**
 * Takes the locks of resources in a session, and gives them back: those that are wanted at the same time in one query.
 *
 * @param inSession does work on the session's connection, one piece after the other
 * @param held gets the keys that are held
 */
export function createResourceLocks(
  inSession: <R>(work: (client: Client) => Promise<R>) => Promise<R>,
  schema: string,
  held: Set<bigint> = new Set(),
) {
  const take = createBatcher((names: readonly string[]) =>
    inSession(async (client) => {
      const { locked, leased } = await tryLocks(client, schema, names)
      const taken = names.filter((name) => locked.has(lockKey(name)))
      const own = taken.filter((name) => !leased.has(name))
      const notOwn = taken.filter((name) => leased.has(name))
      // At once: a session that takes this one's place takes them along.
      for (const name of own) held.add(lockKey(name))
      if (notOwn.length > 0) await unlockAll(client, notOwn.map(lockKey))
      return names.map((name) => own.includes(name))
    }),
  )
  const giveBack = createBatcher((keys: readonly bigint[]) =>
    inSession(async (client) => {
      const unlocked = await unlockAll(client, keys)
      for (const key of keys) held.delete(key)
      return keys.map((key) => unlocked.has(key))
    }),
  )
  return {
    /** @returns what gives the lock back; null when somebody else has it. */
    async take(name: string): Promise<(() => Promise<boolean>) | null> {
      return (await take(name)) ? () => giveBack(lockKey(name)) : null
    },
  }
}
