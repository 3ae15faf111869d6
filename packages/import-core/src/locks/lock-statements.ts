import { type Client, escapeLiteral, type QueryResult } from 'pg'
import { quoteTable } from '../database/identifiers.js'
import { leaseRow } from './lease-statements.js'
import { lockKey } from './lock-key.js'

export async function tryLock(client: Client, key: bigint): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>({
    name: 'try-lock',
    text: 'SELECT pg_try_advisory_lock($1) AS locked',
    values: [key.toString()],
  })
  return rows[0]?.locked === true
}

export async function unlock(client: Client, key: bigint): Promise<boolean> {
  const { rows } = await client.query<{ unlocked: boolean }>({
    name: 'unlock',
    text: 'SELECT pg_advisory_unlock($1) AS unlocked',
    values: [key.toString()],
  })
  return rows[0]?.unlocked === true
}

/**
 * Tries to take locks, and looks which of them somebody holds in the mode `lease`: a pass in that mode may have left one to a script
 * that doesn't end. Both are asked in one query. In READ COMMITTED, which `fixSession` sets, its second statement sees what was
 * committed until the first was done, so that the leases are looked for when none can be taken any more.
 */
export async function tryLocks(client: Client, schema: string, names: readonly string[]) {
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

/** @returns those that this session held. */
export async function unlockAll(client: Client, keys: readonly bigint[]): Promise<ReadonlySet<bigint>> {
  const { rows } = await client.query<{ key: string; isDone: boolean }>({
    name: 'unlock-all',
    text: 'SELECT key::text, pg_advisory_unlock(key) AS "isDone" FROM unnest($1::bigint[]) AS lock (key)',
    values: [keys.map(String)],
  })
  return new Set(rows.filter(({ isDone }) => isDone).map(({ key }) => BigInt(key)))
}

export async function backendPid(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid ?? -1
}

/** What a session is known by, and what tells whether anybody has held the lock since. */
export interface LockSessionFacts {
  pid: number
  /** By the server's clock, as text: another one after a restart. */
  serverStartedAt: string
  /** Token, holder and time of the last taking of the pass's lock. Time and holder too, since a server may have lost tokens in a crash. */
  fence: string
}

/** SQL of {@link LockSessionFacts.fence}. */
export const fenceText = `concat_ws(' ', token, acquired_at, holder)`

/** When the server began, by its own clock. */
export async function readServerStart(client: Client): Promise<string> {
  const { rows } = await client.query<{ startedAt: string }>('SELECT pg_postmaster_start_time()::text AS "startedAt"')
  return rows[0]?.startedAt ?? ''
}

/** Fails on a server that can only be read, such as a standby: its locks keep nobody from the one that is written to. */
export async function readLockSession(client: Client, schema: string, name: string): Promise<LockSessionFacts> {
  const { rows } = await client.query<LockSessionFacts>(
    `SELECT pg_backend_pid() AS pid, pg_postmaster_start_time()::text AS "serverStartedAt",
       (SELECT ${fenceText} FROM ${quoteTable(schema, 'ImportLease')} WHERE name = $1 FOR SHARE) AS fence`,
    [name],
  )
  return rows[0] ?? { pid: -1, serverStartedAt: '', fence: '' }
}

/** Whether this very session still holds the key. */
export async function holdsLock(client: Client, key: bigint, pid: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>({
    text: `SELECT pg_backend_pid() = $2 AND EXISTS (
      SELECT FROM pg_locks
      WHERE locktype = 'advisory' AND objsubid = 1 AND granted AND pid = pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid::bigint = ($1::bigint >> 32) & 4294967295 AND objid::bigint = $1::bigint & 4294967295
    ) AS held`,
    values: [key.toString(), pid],
  })
  return rows[0]?.held === true
}

/**
 * Takes a lock that holds until the transaction ends, and can't be given back before.
 * @returns the session's process; null where somebody else has the lock.
 */
export async function tryTransactionLock(client: Client, key: bigint): Promise<{ pid: number } | null> {
  const { rows } = await client.query<{ isLocked: boolean; pid: number }>(
    'SELECT pg_try_advisory_xact_lock($1) AS "isLocked", pg_backend_pid() AS pid',
    [key.toString()],
  )
  const [row] = rows
  return row?.isLocked ? { pid: row.pid } : null
}

/** Whether any session of this database holds the key. */
export async function isLockHeld(client: Client, key: bigint): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>(
    `SELECT EXISTS (
      SELECT FROM pg_locks
      WHERE locktype = 'advisory' AND objsubid = 1 AND granted
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND classid::bigint = ($1::bigint >> 32) & 4294967295 AND objid::bigint = $1::bigint & 4294967295
    ) AS held`,
    [key.toString()],
  )
  return rows[0]?.held === true
}
