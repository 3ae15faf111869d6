import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { LockLostError } from '../errors/import-error.js'
import { passLockName } from './lock-key.js'

/**
 * Condition that holds while the pass's lease is the newest one, and keeps a newer one from being taken until the statement
 * has ended: it can't land afterwards, however long it takes. Takes the parameters of lock name and token.
 */
export function requireFence(schema: string, lockName: string, token: string): string {
  const table = quoteTable(schema, 'ImportLease')
  return `EXISTS (SELECT FROM ${table} WHERE name = ${lockName} AND token = ${token} FOR SHARE)`
}

/**
 * Refuses to continue under an older lease, and until the transaction ends keeps a newer one from being taken: what is
 * committed after this check was written by the holder.
 *
 * A process that is frozen or cut off with its transaction open would keep every newer pass waiting: the server ends one
 * that stands idle for 8 s, which is less than a newer pass waits.
 *
 * @param canNotice whether the server can end the transaction's statements when this process dies. Otherwise a statement
 *   continues without its client, and who takes the lock next waits for it.
 */
export async function lockFence(
  transaction: RawClient,
  schema: string,
  fencingToken: bigint,
  canNotice = false,
): Promise<void> {
  const rows = await transaction.$queryRawUnsafe<unknown[]>(
    `SELECT set_config('idle_in_transaction_session_timeout', '8s', true),
       CASE WHEN $3::boolean THEN set_config('client_connection_check_interval', '250ms', true) END
     FROM ${quoteTable(schema, 'ImportLease')} WHERE name = $1 AND token = $2::bigint FOR SHARE`,
    passLockName(schema),
    fencingToken.toString(),
    canNotice,
  )
  if (rows.length === 0) throw new LockLostError(lostMessage)
}

/**
 * Refuses to continue for a run that was ended by somebody else, and until the transaction ends keeps it from being ended: its
 * successor begins after what this one has written.
 */
export async function lockRun(transaction: RawClient, schema: string, runId: string): Promise<void> {
  const rows = await transaction.$queryRawUnsafe<unknown[]>(
    `SELECT 1 FROM ${quoteTable(schema, 'DataSourceRun')} WHERE id = $1 AND status = 'RUNNING' FOR SHARE`,
    runId,
  )
  if (rows.length === 0) throw new LockLostError(replacedMessage)
}

/** Of a {@link LockLostError}. */
export const replacedMessage = 'This run was ended by its orchestrator: it may not write any more.'

/**
 * SQL of the next fencing token, where `token` is the last one: one more, and never less than the milliseconds since 1970. So a
 * row that was deleted, or that a restored backup has put back, gives no token a second time, and two databases that have seen
 * equally many passes don't have the same one.
 */
export function nextToken(token: string): string {
  return `GREATEST(${token} + 1, ${clockToken})`
}

/** The same, of a lock that was never taken. */
export const clockToken = '(extract(epoch FROM clock_timestamp()) * 1000)::bigint'

/** SQL before a token is raised: a transaction of an older lease that is still writing is waited for, no longer than this. */
export const waitForWriters = `SET LOCAL lock_timeout = '10s'`

/** Of a {@link LockLostError}. */
export const lostMessage = 'Another pass has taken the lock since: this one may not write.'

/** Whether `db` sees the token that was just taken on the lock's own connection. */
export async function isFenceVisible(db: RawClient, schema: string, fencingToken: bigint): Promise<boolean> {
  const rows = await db.$queryRawUnsafe<unknown[]>(
    `SELECT 1 FROM ${quoteTable(schema, 'ImportLease')} WHERE name = $1 AND token = $2::bigint`,
    passLockName(schema),
    fencingToken.toString(),
  )
  return rows.length > 0
}
