import { createHash } from 'node:crypto'
import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { LockLostError } from '../errors/import-error.js'

/** Rows of a shared run in `ImportLease`; each goes when its run or its pass has ended. */
const prefixOf = (schema: string) => `v1/${schema}/share/`
const runPrefix = (schema: string, runId: string) => `${prefixOf(schema)}${runId}/`
const participantRow = (schema: string, runId: string, participant: string) =>
  `${runPrefix(schema, runId)}worker/${participant}`

/** A key may be longer than what an index takes. */
function claimRow(schema: string, runId: string, key: string): string {
  return `${runPrefix(schema, runId)}partition/${createHash('sha256').update(key).digest('hex')}`
}

/** Of a {@link LockLostError}. */
const replacedMessage = 'Another worker has taken over what this one had of the run: it may not write any more.'

/** Notes that a worker takes part in a run. */
export async function insertParticipant(
  db: RawClient,
  schema: string,
  runId: string,
  participant: string,
): Promise<void> {
  await db.$executeRawUnsafe(
    `INSERT INTO ${quoteTable(schema, 'ImportLease')} (name, token, owner, acquired_at) VALUES ($1, 1, 'live', now())`,
    participantRow(schema, runId, participant),
  )
}

/**
 * Refuses to continue for a worker whose partitions were taken over, and until the transaction ends keeps them from being so.
 */
export async function lockParticipant(
  transaction: RawClient,
  schema: string,
  runId: string,
  participant: string,
): Promise<void> {
  const rows = await transaction.$queryRawUnsafe<unknown[]>(
    `SELECT 1 FROM ${quoteTable(schema, 'ImportLease')} WHERE name = $1 AND owner = 'live' FOR SHARE`,
    participantRow(schema, runId, participant),
  )
  if (rows.length === 0) throw new LockLostError(replacedMessage)
}

/** Who had a partition before, and how its walk ended. */
export interface EarlierClaim {
  /** Rises with each claim. */
  token: string
  /** Empty: it was given back. */
  participant: string
  /** JSON; null while it is being walked, or was left behind. */
  outcome: string | null
}

/** Reads who has, or had, a partition in this run. */
export async function readClaim(
  db: RawClient,
  schema: string,
  runId: string,
  key: string,
): Promise<EarlierClaim | undefined> {
  const [row] = await db.$queryRawUnsafe<EarlierClaim[]>(
    `SELECT token::text AS token, owner AS participant, holder AS outcome FROM ${quoteTable(schema, 'ImportLease')} WHERE name = $1`,
    claimRow(schema, runId, key),
  )
  return row
}

/**
 * Notes who walks a partition, whose lock it holds, in a fenced transaction. Whoever had it before and didn't give it back can write
 * nothing any more: a transaction in which it still writes is waited for.
 *
 * @returns false when another has claimed it since `earlier` was read.
 */
export async function recordClaim(
  transaction: RawClient,
  schema: string,
  runId: string,
  { key, participant, earlier }: { key: string; participant: string; earlier: EarlierClaim | undefined },
): Promise<boolean> {
  const table = quoteTable(schema, 'ImportLease')
  const claimed = await transaction.$executeRawUnsafe(
    `INSERT INTO ${table} AS claim (name, token, owner, acquired_at) VALUES ($1, 1, $2, now())
     ON CONFLICT (name) DO UPDATE SET token = claim.token + 1, owner = EXCLUDED.owner, holder = NULL, acquired_at = now()
     WHERE claim.token = $3::bigint`,
    claimRow(schema, runId, key),
    participant,
    earlier?.token ?? '0',
  )
  if (claimed === 0) return false
  if (earlier && earlier.participant !== '' && earlier.participant !== participant) {
    await transaction.$executeRawUnsafe(
      `UPDATE ${table} SET owner = 'gone' WHERE name = $1 AND owner = 'live'`,
      participantRow(schema, runId, earlier.participant),
    )
  }
  return true
}

/** Rows that a worker has written so far. */
export interface ShareCounts {
  imported: number
  failed: number
}

/** Notes how a walk ended; by a fenced transaction. */
export async function recordWalkEnd(
  transaction: RawClient,
  schema: string,
  runId: string,
  { key, outcome }: { key: string; outcome: string },
): Promise<void> {
  await transaction.$executeRawUnsafe(
    `UPDATE ${quoteTable(schema, 'ImportLease')} SET holder = $2 WHERE name = $1`,
    claimRow(schema, runId, key),
    outcome,
  )
}

/** Notes that a partition is nobody's, and who had it may go on; by a fenced transaction. */
export async function recordGivenBack(
  transaction: RawClient,
  schema: string,
  runId: string,
  key: string,
): Promise<void> {
  await transaction.$executeRawUnsafe(
    `UPDATE ${quoteTable(schema, 'ImportLease')} SET owner = '', holder = NULL WHERE name = $1`,
    claimRow(schema, runId, key),
  )
}

/**
 * Notes what a worker has counted, last in a fenced transaction. Not in the row by which it is fenced: two of its walks that end at once
 * hold that one shared, and each would wait for the other to change it.
 */
export async function recordCounts(
  transaction: RawClient,
  schema: string,
  runId: string,
  { participant, imported, failed }: ShareCounts & { participant: string },
): Promise<void> {
  await transaction.$executeRawUnsafe(
    `INSERT INTO ${quoteTable(schema, 'ImportLease')} AS counted (name, token, holder, acquired_at) VALUES ($1, $2::bigint, $3, now())
     ON CONFLICT (name) DO UPDATE SET token = greatest(counted.token, EXCLUDED.token),
       holder = greatest(counted.holder::bigint, EXCLUDED.holder::bigint)::text`,
    `${runPrefix(schema, runId)}counts/${participant}`,
    String(imported),
    String(failed),
  )
}

/** What all workers but the leader have counted. */
export async function readShareCounts(db: RawClient, schema: string, runId: string): Promise<ShareCounts> {
  const [row] = await db.$queryRawUnsafe<{ imported: string; failed: string }[]>(
    `SELECT coalesce(sum(token), 0)::text AS imported, coalesce(sum(holder::bigint), 0)::text AS failed
     FROM ${quoteTable(schema, 'ImportLease')} WHERE starts_with(name, $1)`,
    `${runPrefix(schema, runId)}counts/`,
  )
  return { imported: Number(row?.imported ?? 0), failed: Number(row?.failed ?? 0) }
}

/** Forgets who took part in a run that has ended: what they still write is refused. */
export async function deleteShare(db: RawClient, schema: string, runId: string): Promise<void> {
  await db.$executeRawUnsafe(
    `DELETE FROM ${quoteTable(schema, 'ImportLease')} WHERE starts_with(name, $1)`,
    runPrefix(schema, runId),
  )
}
