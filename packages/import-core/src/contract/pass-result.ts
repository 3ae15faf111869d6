import type { RunIdentity } from './pass-event.js'
import type { RunStatus } from './run-status.js'

/** What became of one script for one data source. */
export interface RunOutcome extends RunIdentity {
  status: RunStatus
  recordsImported: number
  recordsFailed: number
  durationMs: number
  /** Why it is not COMPLETED. */
  errorMessage?: string
  /** The run that it was not started for: the first one in its chain of dependencies that did not succeed. */
  blockedBy?: { dataSource: string; resource: string }
  /** The error itself, with its cause; its text holds no secret of the data source. */
  error?: unknown
  /** Outcomes of the partitions, where the script has any. */
  partitions?: PartitionCounts
}

/** Partitions of a run by what became of them. */
export interface PartitionCounts {
  complete: number
  /** Proven to have nothing, or switched off: as good as complete. */
  skipped: number
  /** Not available: no access, blocked, gone. The run is not complete. */
  unavailable: number
  failed: number
  incomplete: number
}

/** What a pass returns: it throws for misuse only. */
export interface PassResult {
  /**
   * `completed`: every run COMPLETED (also when nothing was due). `partial`: at least one did not.
   * `cancelled`: ended early by signal, deadline or loss of the lock; the next pass continues.
   * `busy`: another pass is running, nothing was done.
   */
  status: 'completed' | 'partial' | 'cancelled' | 'busy'
  /** Absent when busy. */
  passId?: string
  startedAt: Date
  durationMs: number
  runs: readonly RunOutcome[]
  /** Enabled data sources whose provider is not registered: nothing of them was imported. */
  unregistered: readonly { dataSourceId: string; dataSource: string; provider: string }[]
  /**
   * Resources that the operator has left out for good (`RESOURCES`, `EXCLUDED_RESOURCES`), of the data sources of this pass. They are neither run nor
   * complete: what is stored of them was complete up to `importedUpTo`, null if it never was, and ages.
   */
  leftOut: readonly {
    dataSourceId: string
    dataSource: string
    resource: string
    by: 'RESOURCES' | 'EXCLUDED_RESOURCES'
    importedUpTo: Date | null
  }[]
  /** Enabled data sources that were not due yet. */
  notDue: readonly { dataSourceId: string; dataSource: string; dueAt: Date }[]
  /** Of a busy pass: who holds the lock, by host name and process id; null where it isn't known. */
  holder?: string | null
  /** Of a busy pass: since when, by the database's clock; null where it isn't known. */
  since?: Date | null
  /** Why the pass was cancelled, or what else of the pass itself went wrong. */
  reason?: string
}
