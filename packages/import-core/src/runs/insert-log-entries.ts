import { randomUUID } from 'node:crypto'
import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { LockLostError } from '../errors/import-error.js'
import { isFenceVisible, lostMessage, requireFence } from '../locks/fence.js'
import { passLockName } from '../locks/lock-key.js'
import { encodeRecord } from '../tables/encode-value.js'
import { DiscardedRowError } from './discarded-row.js'

export type LogLevel = 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'

/** One row of `ImportLog`, without secrets. */
export interface LogEntry {
  level: LogLevel
  message: string
  /** JSON. */
  details: string | null
  recordId: string | null
  at: Date
}

/** Which run's log, and the lease under which it is written. */
export interface LogTarget {
  db: RawClient
  schema: string
  runId: string
  fencingToken: bigint
}

/**
 * @throws {LockLostError} when another pass has taken the lock since.
 * @throws {DiscardedRowError} when the database kept fewer than it was given.
 */
export async function insertLogEntries(
  { db, schema, runId, fencingToken }: LogTarget,
  entries: readonly LogEntry[],
): Promise<void> {
  const table = quoteTable(schema, 'ImportLog')
  const records = entries.map(({ level, message, details, recordId, at }) =>
    encodeRecord({
      id: randomUUID(),
      data_source_run_id: runId,
      level,
      message,
      details,
      record_id: recordId,
      created_at: at,
    }),
  )
  const inserted = await db.$executeRawUnsafe(
    `INSERT INTO ${table} (id, data_source_run_id, level, message, details, record_id, created_at)
     SELECT r.id, r.data_source_run_id, r.level, r.message, r.details, r.record_id, r.created_at
     FROM jsonb_populate_recordset(NULL::${table}, $1::text::jsonb) AS r WHERE ${requireFence(schema, '$2', '$3::bigint')}`,
    `[${records.join(',')}]`,
    passLockName(schema),
    fencingToken.toString(),
  )
  if (inserted === entries.length) return
  if (inserted > 0 || (await isFenceVisible(db, schema, fencingToken))) throw new DiscardedRowError('ImportLog')
  throw new LockLostError(lostMessage)
}
