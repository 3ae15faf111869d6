import { setTimeout as sleep } from 'node:timers/promises'
import type { LedgerEntry } from './ledger.js'
import type { PartitionIdentity } from './partition-identity.js'
import type { PartitionsScope } from './partitions-scope.js'
import type { RunShare } from './run-share.js'
import type { PartitionOutcome } from './walk-partition.js'

/** A partition that another worker has. */
interface Lent {
  identity: PartitionIdentity
  entry: LedgerEntry | undefined
}

/** What a shared walk needs of the call that it belongs to. */
export interface SharedWalks {
  scope: Pick<PartitionsScope, 'isStopped' | 'signal'>
  /** Walks a partition, as where nothing is shared. */
  walk(identity: PartitionIdentity, entry: LedgerEntry | undefined): Promise<PartitionOutcome>
  /** What the ledger says of it now. */
  reload(key: string): Promise<LedgerEntry | undefined>
  /** Another worker has walked it. */
  onWalked(entry: LedgerEntry | undefined, outcome: PartitionOutcome): void
  /** Whether the call takes no partition any more. */
  isStopped(): boolean
}

const waitMs = 200

/** Walks partitions that this worker can claim; where it leads, also those that others give back. */
export function createSharedWalks(share: RunShare, { scope, walk, reload, onWalked, isStopped }: SharedWalks) {
  let lent: Lent[] = []

  /** @returns false when another worker has it. */
  async function tryOne({ identity, entry }: Lent): Promise<boolean> {
    const key = identity.ledgerKey
    const claim = await share.claim(key)
    if (claim.is === 'taken') return false
    if (claim.is === 'ended') {
      onWalked(entry, claim.outcome)
      return true
    }
    try {
      if (isStopped()) {
        const { name } = identity
        const reason = 'the pass was stopped; the next one continues here'
        onWalked(entry, { key, name, status: 'INCOMPLETE', reason, watermark: entry?.watermark ?? null })
        return true
      }
      const outcome = await walk(identity, claim.isContinued ? await reload(key) : entry)
      // What isn't complete on a helper may be a matter of its machine, so the leader sees for itself; one that was stopped is for
      // whoever comes next.
      const isLeft = share.isLeader
        ? scope.isStopped() && outcome.status === 'INCOMPLETE'
        : outcome.status !== 'COMPLETE'
      if (!isLeft) await claim.end(outcome)
    } finally {
      await claim.giveBack()
    }
    return true
  }

  return {
    async take(identity: PartitionIdentity, entry: LedgerEntry | undefined): Promise<void> {
      const one = { identity, entry }
      if (!(await tryOne(one))) lent.push(one)
    },
    /** Waits for what others have, and walks what they give back or leave behind. */
    async settle(): Promise<void> {
      while (share.isLeader && lent.length > 0 && !scope.signal.aborted) {
        const still: Lent[] = []
        for (const one of lent) if (!(await tryOne(one))) still.push(one)
        lent = still
        if (lent.length > 0) await sleep(waitMs, undefined, { signal: scope.signal }).catch(() => undefined)
      }
      for (const { identity, entry } of share.isLeader ? lent : []) {
        const reason = 'the pass was stopped; the next one continues here'
        const { ledgerKey: key, name } = identity
        onWalked(entry, { key, name, status: 'INCOMPLETE', reason, watermark: entry?.watermark ?? null })
      }
    },
  }
}
