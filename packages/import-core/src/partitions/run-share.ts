import type { PartitionOutcome } from './walk-partition.js'

/** What a participant is told when it asks for a partition. */
export type Claim =
  | {
      is: 'mine'
      /** Another participant has begun to walk it in this run: what the ledger says of it has changed. */
      isContinued: boolean
      /** Its walk has ended: nobody walks it again in this run. */
      end(outcome: PartitionOutcome): Promise<void>
      /** Lets others have it. */
      giveBack(): Promise<void>
    }
  /** Its walk has ended on another worker. */
  | { is: 'ended'; outcome: PartitionOutcome }
  /** Another worker walks it. */
  | { is: 'taken' }

/** The part of one worker in a run whose partitions several walk. */
export interface RunShare {
  /** Only the leader judges the run, and waits for the others. */
  isLeader: boolean
  claim(key: string): Promise<Claim>
  /** A call of `partitions` begins. */
  callBegun(): void
  /** A call of `partitions` finds nothing left to claim. A helper's part ends with its last one. */
  callEnded(): void
}
