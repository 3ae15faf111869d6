import type { Client } from 'pg'
import { quoteTable } from '../database/identifiers.js'

/**
 * Settings of the lock's session: it may idle for ever, a dead client is noticed while a statement runs, and the
 * server frees the lock of an unreachable holder after 8.5 s, which is later than the holder's own loss detection.
 * A setting that this server or platform doesn't know is left out.
 */
const sessionSettings: Readonly<Record<string, string>> = {
  idle_session_timeout: '0',
  statement_timeout: '0',
  lock_timeout: '10s',
  client_connection_check_interval: '250ms',
  tcp_keepalives_idle: '5',
  tcp_keepalives_interval: '2',
  tcp_keepalives_count: '3',
  tcp_user_timeout: '8000',
}

export async function prepareLockSession(client: Client): Promise<void> {
  const known = await client.query<{ name: string }>('SELECT name FROM pg_settings WHERE name = ANY($1)', [
    Object.keys(sessionSettings),
  ])
  for (const { name } of known.rows) {
    await client.query('SELECT set_config($1, $2, false)', [name, sessionSettings[name]]).catch(() => undefined)
  }
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

export async function backendPid(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  return rows[0]?.pid ?? -1
}

/** Whether this very session still holds the key. */
export async function holdsLock(client: Client, key: bigint, pid: number): Promise<boolean> {
  const { rows } = await client.query<{ held: boolean }>({
    name: 'holds-lock',
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

/** Waits for a transaction of an older lease that is still writing, so that nothing of it lands afterwards. */
export async function takeFencingToken(client: Client, schema: string, name: string, holder: string): Promise<bigint> {
  const table = quoteTable(schema, 'ImportLease')
  const { rows } = await client.query<{ token: string }>(
    `INSERT INTO ${table} AS lease (name, token, holder, acquired_at) VALUES ($1, 1, $2, now())
     ON CONFLICT (name) DO UPDATE SET token = lease.token + 1, holder = EXCLUDED.holder, acquired_at = now()
     RETURNING token::text`,
    [name, holder],
  )
  return BigInt(rows[0]?.token ?? 0)
}
