import { randomUUID } from 'node:crypto'
import type { RawClient } from '../contract/database.js'
import { quoteTable } from '../database/identifiers.js'
import { LockLostError } from '../errors/import-error.js'
import type { RunStatus } from '../orchestrator/pass-result.js'
import { requireFence } from './fence.js'

/** A run as it begins. */
export interface NewRun {
  id: string
  dataSourceId: string
  resource: string
  startDate: Date
  endDate: Date
  startedAt: Date
}

/** A run as it ends. */
export interface FinishedRun {
  id: string
  status: RunStatus
  completedAt: Date
  durationMs: number
  recordsImported: number
  recordsFailed: number
  errorMessage: string | null
  /** Null leaves what the script itself wrote. */
  lastFetchedDataAt: Date | null
  /** Latest instant that `lastFetchedDataAt` may say, whoever wrote it; null forbids any. */
  fetchedAtMost: Date | null
}

/**
 * Lets the statement's own commit return before it is on disk. Should the server crash in that moment, the run is
 * found RUNNING and closed as stale, and its window is read again: nothing is lost, and a pass needn't wait for the
 * disk twice a script. Rows, cursors and `lastSyncAt` are committed as the server is set up to.
 */
const commitLater = "(SELECT set_config('synchronous_commit', 'off', true)) IS NOT NULL"

/** Reads and writes `DataSourceRun` on behalf of one pass; each write holds only under its fencing token. */
export type RunStore = ReturnType<typeof createRunStore>

export function createRunStore(db: RawClient, schema: string, passId: string, fencingToken: bigint) {
  const table = quoteTable(schema, 'DataSourceRun')
  const token = fencingToken.toString()
  return {
    newId: () => randomUUID(),

    async begin(run: NewRun): Promise<void> {
      const inserted = await db.$executeRawUnsafe(
        `INSERT INTO ${table} (id, data_source_id, status, script_name, started_at, pass_id, fencing_token, window_start, window_end)
         SELECT $1, $2, 'RUNNING', $3, $4::timestamptz, $5, $6::bigint, $7::timestamptz, $8::timestamptz
         WHERE ${requireFence(schema, '$6::bigint', '$9')} AND ${commitLater}`,
        run.id,
        run.dataSourceId,
        run.resource,
        run.startedAt.toISOString(),
        passId,
        token,
        run.startDate.toISOString(),
        run.endDate.toISOString(),
        schema,
      )
      if (inserted === 0) throw new LockLostError('Another pass has taken the lock since: this one may not write.')
    },

    /** Core's own counts win where `save` was used, else what the script wrote stays. */
    async finish(run: FinishedRun): Promise<void> {
      const updated = await db.$executeRawUnsafe(
        `UPDATE ${table} SET status = $2::text::${quoteTable(schema, 'DataSourceRunStatus')}, completed_at = $3::timestamptz, duration_ms = $4::int, error_message = $5,
           "recordsImported" = CASE WHEN $6::int > 0 THEN $6::int ELSE "recordsImported" END,
           "recordsFailed" = CASE WHEN $7::int > 0 THEN $7::int ELSE "recordsFailed" END,
           last_fetched_data_at = CASE WHEN $9::timestamptz IS NULL THEN NULL
             ELSE LEAST(COALESCE($8::timestamptz, last_fetched_data_at), $9::timestamptz) END
         WHERE id = $1 AND status = 'RUNNING' AND fencing_token = $10::bigint
           AND ${requireFence(schema, '$10::bigint', '$11')} AND ${commitLater}`,
        run.id,
        run.status,
        run.completedAt.toISOString(),
        run.durationMs,
        run.errorMessage,
        run.recordsImported,
        run.recordsFailed,
        run.lastFetchedDataAt?.toISOString() ?? null,
        run.fetchedAtMost?.toISOString() ?? null,
        token,
        schema,
      )
      if (updated === 0) throw new LockLostError('Another pass has taken the lock since: this one may not write.')
    },

    /** What a script that writes its own counts has written. */
    async recordsImported(id: string): Promise<number> {
      const [row] = await db.$queryRawUnsafe<{ count: number }[]>(
        `SELECT "recordsImported" AS count FROM ${table} WHERE id = $1`,
        id,
      )
      return Number(row?.count ?? 0)
    },
  }
}
