import { randomUUID } from 'node:crypto'
import type { RunStatus } from '../contract/run-status.js'
import type { RawClient } from '../database/client.js'
import { createBatcher } from '../database/create-batcher.js'
import { quoteTable } from '../database/identifiers.js'
import { nowAs } from '../database/now-as.js'
import { boundText } from '../errors/bound-text.js'
import { LockLostError, TransientError } from '../errors/import-error.js'
import { isFenceVisible, lostMessage, requireFence } from '../locks/fence.js'
import { passLockName } from '../locks/lock-key.js'
import { encodeRecord, encodeRecords } from '../tables/encode-value.js'
import { DiscardedRowError } from './discarded-row.js'

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
  /** Null leaves what the script itself wrote. */
  recordsImported: number | null
  recordsFailed: number | null
  errorMessage: string | null
  /** Up to where the data is complete; an earlier instant that the script wrote stays. Null: nothing is known to be. */
  fetchedAtMost: Date | null
}

/** What came of a run's records. */
export interface RecordCounts {
  recordsImported: number
  recordsFailed: number
}

/** Reads and writes `DataSourceRun` on behalf of one pass; each write holds only under its fencing token. */
export type RunStore = ReturnType<typeof createRunStore>

/**
 * Lets the statement's own commit return before it is on disk. Should the server crash in that moment, the run is
 * found RUNNING and closed as stale, and its window is read again: nothing is lost, and a pass needn't wait for the
 * disk twice a script. Rows, cursors and `lastSyncAt` are committed as the server is set up to.
 */
const commitLater = "(SELECT set_config('synchronous_commit', 'off', true)) IS NOT NULL"

/**
 * Values travel as one JSON record that Postgres reads into the table's own row type: so instants are right in columns
 * with and without time zone, and a status in an enum or a text.
 */
export function createRunStore(db: RawClient, schema: string, passId: string, fencingToken: bigint) {
  const table = quoteTable(schema, 'DataSourceRun')
  const token = fencingToken.toString()
  const lockName = passLockName(schema)
  const fence = requireFence(schema, '$2', '$3::bigint')

  const columnsOf = (run: NewRun) => ({
    id: run.id,
    data_source_id: run.dataSourceId,
    script_name: run.resource,
    started_at: run.startedAt,
    pass_id: passId,
    fencing_token: token,
    window_start: run.startDate,
    window_end: run.endDate,
  })

  /** Whether its row is there now. */
  const insert = createBatcher(
    async (runs: readonly NewRun[]) => {
      const inserted = await db.$queryRawUnsafe<{ id: string }[]>(
        `INSERT INTO ${table} (id, data_source_id, status, script_name, started_at, pass_id, fencing_token, window_start, window_end)
         SELECT r.id, r.data_source_id, r.status, r.script_name, r.started_at, r.pass_id, r.fencing_token, r.window_start, r.window_end
         FROM jsonb_populate_recordset(NULL::${table}, $1::text::jsonb) AS r WHERE ${fence} AND ${commitLater} RETURNING id`,
        encodeRecords(runs.map((run) => ({ ...columnsOf(run), status: 'RUNNING' }))),
        lockName,
        token,
      )
      const ids = new Set(inserted.map(({ id }) => id))
      return runs.map(({ id }) => ids.has(id))
    },
    { mayRepeat: true },
  )

  /** The counts of its row; undefined where that could not be changed. */
  const update = createBatcher(
    async (runs: readonly FinishedRun[]) => {
      const finished = await db.$queryRawUnsafe<(RecordCounts & { id: string })[]>(
        `UPDATE ${table} AS run SET status = r.status, completed_at = r.completed_at, duration_ms = r.duration_ms,
           error_message = r.error_message,
           "recordsImported" = COALESCE(r."recordsImported", run."recordsImported"),
           "recordsFailed" = COALESCE(r."recordsFailed", run."recordsFailed"),
           last_fetched_data_at = CASE WHEN r.last_fetched_data_at IS NULL THEN NULL
             ELSE LEAST(run.last_fetched_data_at, r.last_fetched_data_at, ${nowAs(table, 'last_fetched_data_at')}) END
         FROM jsonb_populate_recordset(NULL::${table}, $1::text::jsonb) AS r
         WHERE run.id = r.id AND run.status = 'RUNNING' AND run.fencing_token = $3::bigint AND ${fence} AND ${commitLater}
         RETURNING run.id, run."recordsImported", run."recordsFailed"`,
        encodeRecords(
          runs.map((run) => ({
            id: run.id,
            status: run.status,
            completed_at: run.completedAt,
            duration_ms: run.durationMs,
            error_message: run.errorMessage === null ? null : boundText(run.errorMessage),
            recordsImported: run.recordsImported,
            recordsFailed: run.recordsFailed,
            last_fetched_data_at: run.fetchedAtMost,
          })),
        ),
        lockName,
        token,
      )
      const countsOf = new Map(finished.map(({ id, ...counts }) => [id, counts]))
      return runs.map(({ id }) => countsOf.get(id))
    },
    { mayRepeat: true },
  )

  /** The counts of a run that has ended just so: an end whose answer was lost is asked for again. */
  async function endedAs({ id, status, completedAt }: FinishedRun): Promise<RecordCounts | undefined> {
    const [row] = await db.$queryRawUnsafe<RecordCounts[]>(
      `SELECT run."recordsImported", run."recordsFailed"
       FROM ${table} AS run, jsonb_populate_record(NULL::${table}, $1::text::jsonb) AS r
       WHERE run.id = r.id AND run.status = r.status AND run.completed_at = r.completed_at AND run.fencing_token = $2::bigint`,
      encodeRecord({ id, status, completed_at: completedAt }),
      token,
    )
    return row && { recordsImported: Number(row.recordsImported), recordsFailed: Number(row.recordsFailed) }
  }

  return {
    newId: () => randomUUID(),

    async begin(run: NewRun): Promise<void> {
      if (await insert(run)) return
      if (await isFenceVisible(db, schema, fencingToken)) throw new DiscardedRowError('DataSourceRun')
      throw new LockLostError(lostMessage)
    },

    /**
     * Ends a run on behalf of whoever had it, whether that has begun it or not: from then on it can neither begin nor end it.
     * Waits for a transaction in which it is still writing.
     *
     * @param which `unbegun` leaves a run alone that has begun
     * @returns whether it was ended by this.
     */
    async endOf(run: NewRun & Pick<FinishedRun, 'status' | 'completedAt' | 'errorMessage'>, which: 'any' | 'unbegun') {
      const ended = await db.$executeRawUnsafe(
        `INSERT INTO ${table} AS run (id, data_source_id, status, script_name, started_at, completed_at, duration_ms, error_message, pass_id, fencing_token, window_start, window_end)
         SELECT r.id, r.data_source_id, r.status, r.script_name, r.started_at, r.completed_at, 0, r.error_message, r.pass_id, r.fencing_token, r.window_start, r.window_end
         FROM jsonb_populate_record(NULL::${table}, $1::text::jsonb) AS r WHERE ${fence}
         ON CONFLICT (id) DO UPDATE SET status = EXCLUDED.status, completed_at = EXCLUDED.completed_at, error_message = EXCLUDED.error_message,
           duration_ms = GREATEST(0, extract(epoch FROM EXCLUDED.completed_at - run.started_at) * 1000)::int
         WHERE run.status = 'RUNNING' AND $4::boolean`,
        encodeRecord({
          ...columnsOf(run),
          status: run.status,
          completed_at: run.completedAt,
          error_message: run.errorMessage === null ? null : boundText(run.errorMessage),
        }),
        lockName,
        token,
        which === 'any',
      )
      return ended > 0
    },

    /** @returns the run's counts, which the script itself may have written. */
    async finish(run: FinishedRun): Promise<RecordCounts> {
      const finished = await update(run)
      if (finished) {
        const { recordsImported, recordsFailed } = finished
        return { recordsImported: Number(recordsImported), recordsFailed: Number(recordsFailed) }
      }
      const written = await endedAs(run)
      if (written) return written
      if (await isFenceVisible(db, schema, fencingToken)) {
        throw new TransientError(
          "The run's row was removed or ended by somebody else. Was its data source deleted, or does a trigger on DataSourceRun discard changes?",
        )
      }
      throw new LockLostError(lostMessage)
    },
  }
}
