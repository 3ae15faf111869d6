import type { Json } from '../database/json.js'
import type { RunLog, SaveResult } from './execution-context.js'
import type { RowWrite } from './tables/table-definition.js'

/** Part of a resource with its own watermark, cursor and outcome: a repository, a build job. */
export interface PartitionDescription {
  /** Stable identity, usually the `externalId`; never a name that can change. At most 2,000 bytes. */
  key: string
  /** What people call it, for progress and status. Default: the key. */
  name?: string
}

/** What the ledger knows of a partition. */
export interface PartitionRecord {
  key: string
  name: string
  status: 'COMPLETE' | 'INCOMPLETE' | 'FAILED' | 'SKIPPED' | 'UNAVAILABLE'
  /** Why it is not complete; on a complete one, what to know about it. */
  reason: string | null
  /** Instant up to which it is known complete; null if it never was. */
  watermark: Date | null
  /** What the last completed walk returned; null if there was none. */
  state: Json
  /** Whether it is complete up to the end of this pass's window. */
  isCurrent: boolean
}

/** How far a walk is, in records of the resource. */
export interface WalkProgress {
  /** Those behind this position, also of earlier passes. */
  done: number
  /** Those of the whole walk. */
  total: number
}

/** One walk over a partition's part of the import window. */
export interface PartitionContext {
  key: string
  name: string
  /** The partition's watermark less the script's overlap; for a partition never completed, the start of its whole window. */
  startDate: Date
  endDate: Date
  /** Where an interrupted walk stopped, as its last checkpoint said; null at the start of a walk. */
  cursor: Json
  /** What the last completed walk returned; null if there was none. */
  state: Json
  signal: AbortSignal
  log: RunLog
  /**
   * Saves rows and the position after them in one transaction, in the order given: after a crash the next walk
   * starts with this cursor and no row is missing. A cursor has at most 1,048,576 characters as JSON, and is not kept if
   * it holds a secret of the data source. Stops the walk if the pass is asked to end.
   */
  checkpoint(page: Page): Promise<SaveResult>
  /** Ends the walk as SKIPPED: it is proven that nothing is there, and why (empty, feature off). It counts as complete. */
  skip(reason: string): never
  /**
   * Ends the walk as UNAVAILABLE: what is there is not available, and why (no access, blocked, gone, gone in mid-walk). The
   * run is not complete, its position stays, and the next pass tries again.
   */
  unavailable(reason: string): never
  /** Ends the walk as INCOMPLETE: what it needs first is not complete yet, so the next pass walks it. */
  postpone(reason: string): never
  /**
   * Says that the walk can't continue from its position any more, and why: the position is dropped, and the walk starts over
   * from the start of the same window, in the same pass. Asked a second time in one walk, the partition has FAILED.
   */
  restart(reason: string): never
}

/** Rows of one page, and the position after them. */
export interface Page {
  rows: readonly RowWrite[]
  cursor: Json
  /** For who watches, where it is known how many records there are; nothing is decided by it. */
  progress?: WalkProgress
}

/** What a walk may return when it ends. */
export interface WalkEnd {
  /** Rows of the last page, saved in the same transaction that moves the watermark. */
  rows?: readonly RowWrite[]
  /** For the next walk: `PartitionContext.state`. At most 1,048,576 characters as JSON; not kept if it holds a secret. */
  state?: Json
  /** What readers of the ledger should know although the walk is complete. */
  note?: string
}
