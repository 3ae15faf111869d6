import type { RawClient } from '../database/client.js'
import { inTransaction } from '../database/transaction.js'
import { ConfigurationError } from '../errors/import-error.js'
import { lockFence } from '../locks/fence.js'
import { deleteOldLogs, deleteOldRuns, hasOlder } from './delete-history.js'

/** How long a pass's history is kept. What `status` shows and the next pass needs is kept whatever its age. */
export interface Retention {
  /** Days that runs are kept, with their logs; null: for ever. Default: 400. */
  runsDays?: number | null
  /** Days that log entries are kept, at most as long as their runs; null: as long as those. Default: 30. */
  logsDays?: number | null
}

export interface RetentionScope {
  db: RawClient
  schema: string
  fencingToken: bigint
  now(): Date
  /** Whether to stop between two batches. */
  isStopped(): boolean
}

/** What was deleted. */
export interface DeletedHistory {
  runs: number
  logs: number
}

const dayMs = 24 * 60 * 60 * 1000
/** Short transactions: nobody who reads or writes these tables waits for long. */
const batchSize = 1_000
/** The rest is left to the next pass. */
const longestMs = 5_000

/**
 * Settles the defaults.
 * @throws {ConfigurationError} for what is no number of days.
 */
export function readRetention(given: Retention = {}): Required<Retention> {
  const { runsDays = 400, logsDays = 30 } = given
  for (const [name, days] of Object.entries({ runsDays, logsDays })) {
    if (days !== null && !(typeof days === 'number' && days >= 1 && days <= 36_500)) {
      throw new ConfigurationError(
        `retention.${name} must be a number of days from 1 to 36500, or null for ever, not ${days}.`,
      )
    }
  }
  return { runsDays, logsDays }
}

/** Deletes what is older than is kept, batch by batch, each fenced. */
export async function applyRetention(
  scope: RetentionScope,
  { runsDays, logsDays }: Required<Retention>,
): Promise<DeletedHistory> {
  const startedAt = scope.now().getTime()
  const before = (days: number) => new Date(startedAt - days * dayMs)
  const deleted: DeletedHistory = { runs: 0, logs: 0 }
  const inBatches = async (kind: keyof DeletedHistory, deleteBatch: (transaction: RawClient) => Promise<number>) => {
    for (;;) {
      if (scope.isStopped() || scope.now().getTime() - startedAt > longestMs) return
      const count = await inTransaction(scope.db, async (transaction) => {
        await lockFence(transaction, scope.schema, scope.fencingToken)
        return deleteBatch(transaction)
      })
      deleted[kind] += count
      if (count < batchSize) return
    }
  }
  if (scope.isStopped()) return deleted
  const logsBefore = logsDays === null ? null : before(logsDays)
  const runsBefore = runsDays === null ? null : before(runsDays)
  const older = await hasOlder(scope.db, scope.schema, { runs: runsBefore, logs: logsBefore })
  if (logsBefore !== null && older.logs) {
    await inBatches('logs', (transaction) => deleteOldLogs(transaction, scope.schema, logsBefore, batchSize))
  }
  if (runsBefore !== null && older.runs) {
    await inBatches('runs', (transaction) => deleteOldRuns(transaction, scope.schema, runsBefore, batchSize))
  }
  return deleted
}
