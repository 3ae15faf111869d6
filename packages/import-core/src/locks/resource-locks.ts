import { type Client, escapeLiteral, type QueryResult } from 'pg'
import { createBatcher } from '../database/create-batcher.js'
import { quoteTable } from '../database/identifiers.js'
import { leaseRow } from './lease-statements.js'
import { lockKey } from './lock-key.js'
import { unlockAll } from './lock-statements.js'

/**
 * Takes the locks of resources in a session, and gives them back: those that are wanted at the same time in one statement.
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

/**
 * Tries to take locks, and looks which of them somebody holds in the mode `lease`: a pass in that mode may have left one to a script
 * that doesn't end. Both are asked in one query, and each of its statements sees what was committed before that statement began, so
 * that the leases are looked for when none can be taken any more.
 */
async function tryLocks(client: Client, schema: string, names: readonly string[]) {
  const keys = names.map((name) => lockKey(name).toString())
  const rows = names.map((name) => escapeLiteral(leaseRow(name)))
  // Two statements in one query can't have parameters. It gives a result for each of them.
  const results: unknown = await client.query(
    `SELECT key::text, pg_try_advisory_lock(key) AS "isDone" FROM unnest(ARRAY[${keys}]::bigint[]) AS lock (key);
     SELECT name FROM ${quoteTable(schema, 'ImportLease')}
     WHERE name = ANY (ARRAY[${rows}]::text[]) AND expires_at > clock_timestamp()`,
  )
  const [tried, held] = results as [QueryResult<{ key: string; isDone: boolean }>, QueryResult<{ name: string }>]
  const heldRows = new Set(held.rows.map(({ name }) => name))
  return {
    locked: new Set(tried.rows.filter(({ isDone }) => isDone).map(({ key }) => BigInt(key))),
    leased: new Set(names.filter((name) => heldRows.has(leaseRow(name)))),
  }
}
