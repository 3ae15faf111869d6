import type { RunLog } from '../contract/execution-context.js'
import type { RawClient } from '../database/client.js'
import type { SaveRows } from '../save/create-saver.js'
import type { WalkSaves } from '../save/pending-saves.js'
import type { LedgerChange } from './ledger.js'
import type { RunShare } from './run-share.js'
import type { RingSettings } from './rung.js'

/** What partitions need of the run that they belong to. */
export interface PartitionsScope {
  startDate: Date
  endDate: Date
  importWindowDays: number
  /** Undefined: the default. */
  overlapMinutes: number | undefined
  isBackfill: boolean
  rings: RingSettings
  /** Keys of the data source's partitions, of whatever resource, for which somebody rang. */
  rungKeys(): Promise<ReadonlySet<string>>
  /** By the database's clock. */
  now(): Date
  /** Of the data source's addresses; null where it has none. */
  addressDigest: string | null
  /**
   * Up to when the data was surely complete before something in the ledger got an instant that lies in the future; null if
   * nothing is known.
   */
  credibleBefore(future: Date): Promise<Date | null>
  signal: AbortSignal
  /** Where several workers walk the partitions of this run. */
  share: RunShare | undefined
  log: RunLog
  /** For entries about the partition with this key. */
  logOf(key: string): RunLog
  isStopped(): boolean
  /** @throws {PassStoppedError} when the pass was asked to end; the abort reason when it was aborted. */
  throwIfStopped(): void
  /** How often the script was answered that no time is left. */
  zeroTimeAnswers(): number
  save: SaveRows
  /** For the rows that a walk saves beside its checkpoints. */
  savesOfWalk(name: string): WalkSaves
  /** In the given transaction, else in one of its own, fenced. */
  record(change: LedgerChange, transaction?: RawClient): Promise<void>
  /** Moves the watermarks of partitions that have nothing new; fenced. */
  recordUnchanged(partitions: readonly { key: string; name: string }[]): Promise<void>
  /** Notes partitions that the script doesn't name any more; fenced. */
  recordUnlisted(keys: readonly string[]): Promise<void>
  redact(text: string): string
  /** Whether a text holds a secret of the data source. */
  holdsSecret(text: string): boolean
  redactError(error: unknown): Error
}
