import type { IsAllowedAddress } from '../contract/allowed-address.js'

/** What the runs of one pass read of it; nothing in it changes. */
export interface PassFacts {
  passId: string
  schema: string
  /** Of the pass's lease. */
  fencingToken: bigint
  /** Whether the host's client shows instants as they are stored. */
  isTimeRight: boolean
  /** Whether the server can end the statements of a process that died. */
  canNoticeDeadClient: boolean
  /**
   * Whether a run may be given to another process while the pass continues, as to the next worker: then each of its writes asks
   * whether the run is still its own.
   */
  mayBeReplaced: boolean
  /** For scripts without a timeout of their own. */
  scriptTimeoutMs: number
  /** End of every import window: the database's time when the pass began. */
  endDate: Date
  /** The window of a backfill. */
  window: { startDate: Date; endDate: Date } | undefined
  /** Configuration keys that the providers declare as addresses. */
  addressKeys: ReadonlySet<string>
  /** Which addresses the host allows; undefined allows all. */
  isAllowedAddress: IsAllowedAddress | undefined
}
