import type { TransactionalClient } from '../database/client.js'
import type { PassEvent, RunIdentity } from './pass-event.js'
import type { RunOutcome } from './pass-result.js'

/**
 * A run as it is handed out: all that whoever runs it must know and can't read from the database. It holds no secret and no
 * setting; those are read by the data source's id.
 */
export interface RunRequest extends RunIdentity {
  passId: string
  schema: string
  /** Of the pass: writes of a run whose pass is over are refused. */
  fencingToken: bigint
  /** From 1. */
  attempt: number
  /** The import window. */
  startDate: Date
  endDate: Date
  /** Whether the window is that of a backfill. */
  isBackfill: boolean
  /** Whether only partitions are looked at for which somebody rang, a webhook or `lookAgain`. */
  isOnlyRung: boolean
  /** Least milliseconds between two such looks at one partition. */
  minimumLookMs: number
  /** Whether several workers may walk its partitions at once. */
  isShared: boolean
  /** Milliseconds that it may take; may be infinite. */
  scriptTimeoutMs: number
  /** When the pass's time budget is used up, by the database's clock; null: it has none. */
  stopAt: Date | null
  /** What is to be said in the run's log about its window. */
  windowWarning: string | null
  /** Version of this package where the orchestrator runs. */
  coreVersion: string
  /** Version of the provider there. */
  providerVersion: string
}

/**
 * What came of a run that was handed out. `again`: it didn't end, its row says why, and it may be tried once more: its worker was
 * `lost`, or has `handed back` what it had begun.
 */
export type RunAnswer = { outcome: RunOutcome } | { again: 'lost' | 'handed back'; reason: string }

/** A pass, as an executor sees it. */
export interface ExecutorPass {
  passId: string
  schema: string
  fencingToken: bigint
  /** Over connections of the import's own. */
  db: TransactionalClient
  /** The database's time. */
  now(): Date
  emit(event: PassEvent): void
  /** Aborted when running scripts are to end at once: the pass was cancelled, its lock is lost, or its time is long over. */
  signal: AbortSignal
  /** Aborted when runs are to end at their next checkpoint. */
  drainSignal: AbortSignal
  /**
   * Ends a run whose worker is gone or must not begin it any more: what that still writes is refused. `unbegun` leaves one alone
   * that has begun.
   * @returns false when it had ended, or begun.
   */
  endRun(
    request: RunRequest,
    end: { status: 'FAILED' | 'CANCELLED'; errorMessage: string },
    which: 'any' | 'unbegun',
  ): Promise<boolean>
  /** Runs in this process. */
  runHere(request: RunRequest): Promise<RunOutcome>
}

/** Runs the scripts of one pass. */
export interface PassExecutor {
  /** Ends early with the signals of the pass. */
  execute(request: RunRequest): Promise<RunAnswer>
  /** Every run has ended. */
  close(): Promise<void>
}

/**
 * Where scripts run: in the process of the orchestrator (`inProcess`), or on workers. Order, dependencies, a second attempt and
 * the pass itself stay with the orchestrator.
 */
export interface Executor {
  /** Runs that it takes at once, where the orchestrator's `concurrency` isn't set. Default: 4. */
  readonly concurrency?: number
  /** Called by each pass, before its first run. */
  open(pass: ExecutorPass): Promise<PassExecutor>
}
