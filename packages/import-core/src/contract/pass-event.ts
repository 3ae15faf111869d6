import type { SaveResult } from './execution-context.js'
import type { WalkProgress } from './partition.js'
import type { PassResult, RunOutcome } from './pass-result.js'

/** Which run an event is about. */
export interface RunIdentity {
  runId: string
  dataSourceId: string
  /** The data source's own name. */
  dataSource: string
  /** The provider: `'GITHUB'`. */
  provider: string
  resource: string
}

/**
 * What happens during a pass, as it happens. `at` is the database's time; of `lock-lost`, and of what is `warned` of the lock, this process's own.
 * Events carry no secret. A busy pass has none; one that throws has no `pass-finished`.
 */
export type PassEvent =
  /** The pass has chosen its runs, given in no order. */
  | { type: 'pass-started'; passId: string; at: Date; runs: readonly Omit<RunIdentity, 'runId'>[] }
  /** The last event of a pass. */
  | { type: 'pass-finished'; result: PassResult; at: Date }
  /** A script is called, for this import window. */
  | ({ type: 'run-started'; at: Date; startDate: Date; endDate: Date } & RunIdentity)
  /** A run has ended; also one that never started, which had no `run-started`. */
  | ({ type: 'run-finished'; at: Date } & RunOutcome)
  /** Rows were committed; `partition` is the key of the partition that they belong to, `progress` how far its walk says to be. */
  | ({
      type: 'rows-saved'
      at: Date
      partition?: string
      progress?: WalkProgress
      saved: SaveResult
    } & RunIdentity)
  /** A partition's walk begins; `total` is how many partitions there are, if the script gave a list of them. */
  | ({ type: 'partition-started'; at: Date; key: string; name: string; total?: number } & RunIdentity)
  /** A partition's walk has ended, with the status that the ledger now says, and why. */
  | ({
      type: 'partition-finished'
      at: Date
      key: string
      name: string
      status: 'COMPLETE' | 'FAILED' | 'SKIPPED' | 'UNAVAILABLE' | 'INCOMPLETE'
      reason?: string
    } & RunIdentity)
  /** An entry was added to the run's log. */
  | ({
      type: 'logged'
      at: Date
      level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'
      message: string
      recordId?: string
      /** The key of the partition that it is about, where a walk's own log said it. */
      partition?: string
    } & RunIdentity)
  /** Something about the pass as a whole that somebody should look at. */
  | { type: 'warned'; at: Date; message: string }
  /** Runs that a dead process had left RUNNING were ended. */
  | { type: 'stale-runs-closed'; at: Date; count: number }
  /** Runs and log entries older than `retention` were deleted. */
  | { type: 'history-deleted'; at: Date; runs: number; logs: number }
  /** The lock is gone: the pass ends. */
  | { type: 'lock-lost'; at: Date; reason: string }
