import { type Client, escapeLiteral } from 'pg'
import { quoteTable } from '../database/identifiers.js'
import { clockToken, nextToken, waitForWriters } from './fence.js'
import { isLeased } from './lease-statements.js'
import { lockKey } from './lock-key.js'
import { fenceText, type LockSessionFacts } from './lock-statements.js'
import { queryApart } from './query-apart.js'

/** The lock of a pass, as it was taken in this session. */
export interface TakenLock extends LockSessionFacts {
  fencingToken: bigint
}

/**
 * Takes the lock of a pass in this session, and raises its fencing token.
 * @returns null where somebody else has the lock, in whatever mode. The session may have it all the same: close it.
 */
export async function takePassLock(
  client: Client,
  schema: string,
  name: string,
  holder: string,
): Promise<TakenLock | null> {
  const lock = `pg_try_advisory_lock(${lockKey(name)})::text`
  return raiseToken(client, schema, { name, holder, condition: `current_setting('data_import.is_locked') = 'true'` }, [
    // For the statement that raises the token: it sees what was committed before the lock was taken.
    `SELECT set_config('data_import.is_locked', ${lock}, true)`,
  ])
}

/**
 * Raises the fencing token of a pass whose lock another session of this process has taken.
 * @returns null where somebody has it in the mode `lease`.
 */
export async function takeFencingToken(
  client: Client,
  schema: string,
  name: string,
  holder: string,
): Promise<bigint | null> {
  const taken = await raiseToken(client, schema, { name, holder, condition: 'true' })
  return taken?.fencingToken ?? null
}

/** Waits for a transaction of an older lease that is still writing, so that nothing of it lands afterwards. */
async function raiseToken(
  client: Client,
  schema: string,
  { name, holder, condition }: { name: string; holder: string; condition: string },
  before: readonly string[] = [],
): Promise<TakenLock | null> {
  const { rows } = await queryApart<Omit<TakenLock, 'fencingToken'> & { token: string }>(
    client,
    waitForWriters,
    ...before,
    `INSERT INTO ${quoteTable(schema, 'ImportLease')} AS lease (name, token, holder, acquired_at)
     SELECT ${escapeLiteral(name)}, ${clockToken}, ${escapeLiteral(holder)}, now()
     WHERE ${condition} AND NOT ${isLeased(schema, name)}
     ON CONFLICT (name) DO UPDATE SET token = ${nextToken('lease.token')}, holder = EXCLUDED.holder, acquired_at = now()
     RETURNING token::text, pg_backend_pid() AS pid, pg_postmaster_start_time()::text AS "serverStartedAt", ${fenceText} AS fence`,
  )
  const [row] = rows
  if (!row) return null
  const { token, ...facts } = row
  return { fencingToken: BigInt(token), ...facts }
}
