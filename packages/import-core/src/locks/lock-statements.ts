import { type Client, escapeLiteral, type QueryResult } from 'pg'
import { fixSession } from '../database/connection-settings.js'
import { quoteTable } from '../database/identifiers.js'
import { isConnectionFailure } from '../errors/database-error.js'
import { clockToken, nextToken } from './fence.js'
import { leaseRow } from './lease-statements.js'
import { lockKey } from './lock-key.js'
import { queryApart } from './query-apart.js'

/** With which the server notices, after 8.5 s, that nobody is at the other end of an idle connection. */
const keepaliveSettings: Readonly<Record<string, string>> = {
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '8000',
}

/**
 * Settings of the lock's session: it may idle for ever, in a transaction too, a dead client is noticed while a statement runs, and the
 * server frees the lock of an unreachable holder after 8.5 s, which is later than the holder's own loss detection.
 * A setting that this server or platform doesn't know is left out.
 */
const sessionSettings: Readonly<Record<string, string>> = {
  ...keepaliveSettings,
  idle_session_timeout: '0',
  idle_in_transaction_session_timeout: '0',
  transaction_timeout: '0',
  statement_timeout: '0',
  lock_timeout: '10s',
  client_connection_check_interval: '250ms',
}

/**
 * Lets the server close a connection that idles between two transactions when the network parts; the settings of a lock's
 * transaction end with it. Behind a pooler it is one of the pooler's connections that gets them, which does it no harm.
 */
export async function keepIdleSessionAlive(client: Client): Promise<void> {
  await trySettings(client, Object.entries(keepaliveSettings), false)
}

/** @param isLocal for the open transaction only, so that a pooled connection doesn't keep them. */
export async function prepareLockSession(client: Client, isLocal = false): Promise<void> {
  if (!isLocal) await client.query(fixSession)
  const settings = Object.entries(sessionSettings)
  if (await trySettings(client, settings, isLocal)) return
  for (const setting of settings) await trySettings(client, [setting], isLocal)
}

/** A platform may refuse a setting that its server knows. */
async function trySettings(client: Client, settings: [string, string][], isLocal: boolean): Promise<boolean> {
  // Within a transaction, a refused statement would end it, and its locks with it.
  if (isLocal) await client.query('SAVEPOINT data_import_settings')
  const isDone = await client
    .query(
      `SELECT set_config(s.name, s.value, $3) FROM unnest($1::text[], $2::text[]) AS s (name, value)
       WHERE current_setting(s.name, true) IS NOT NULL`,
      [settings.map(([name]) => name), settings.map(([, value]) => value), isLocal],
    )
    .then(
      () => true,
      (error: unknown) => {
        // Whoever asks next would only hear that the connection is gone, and not why.
        if (isConnectionFailure(error)) throw error
        return false
      },
    )
  if (isLocal) await client.query(`${isDone ? 'RELEASE' : 'ROLLBACK TO'} SAVEPOINT data_import_settings`)
  return isDone
}

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

/** When the server began, by its own clock. */
export async function readServerStart(client: Client): Promise<string> {
  const { rows } = await client.query<{ startedAt: string }>('SELECT pg_postmaster_start_time()::text AS "startedAt"')
  return rows[0]?.startedAt ?? ''
}

/** Fails on a server that can only be read, such as a standby: its locks keep nobody from the one that is written to. */
export async function readLockSession(client: Client, schema: string, name: string): Promise<LockSessionFacts> {
  const { rows } = await client.query<LockSessionFacts>(
    `SELECT pg_backend_pid() AS pid, pg_postmaster_start_time()::text AS "serverStartedAt",
       (SELECT concat_ws(' ', token, acquired_at, holder) FROM ${quoteTable(schema, 'ImportLease')} WHERE name = $1 FOR SHARE) AS fence`,
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

/** Holds until the transaction ends, and can't be given back before. */
export async function tryTransactionLock(client: Client, key: bigint): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_xact_lock($1) AS locked', [
    key.toString(),
  ])
  return rows[0]?.locked === true
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

/**
 * Waits for a transaction of an older lease that is still writing, so that nothing of it lands afterwards; no longer than
 * 10 s, set within the statement because a pooler gives the next one to another connection.
 */
export async function takeFencingToken(client: Client, schema: string, name: string, holder: string): Promise<bigint> {
  const table = quoteTable(schema, 'ImportLease')
  const { rows } = await queryApart<{ token: string }>(
    client,
    `INSERT INTO ${table} AS lease (name, token, holder, acquired_at)
     SELECT $1, ${clockToken}, $2, now() WHERE set_config('lock_timeout', '10s', true) IS NOT NULL
     ON CONFLICT (name) DO UPDATE SET token = ${nextToken('lease.token')}, holder = EXCLUDED.holder, acquired_at = now()
     RETURNING token::text`,
    [name, holder],
  )
  return BigInt(rows[0]?.token ?? 0)
}
