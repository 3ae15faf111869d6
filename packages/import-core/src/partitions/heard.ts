import type { LedgerEntry } from './ledger.js'
import { wasRung } from './rung.js'
import type { PartitionOutcome } from './walk-partition.js'

/** Walks that found changes, by whether somebody had rung since the walk before. */
export interface HeardChanges {
  told: number
  missed: number
}

/** Counts whether rings tell of what walks find. Where nobody has ever rung, nothing can be missed. */
export function createHeard() {
  const counts: HeardChanges = { told: 0, missed: 0 }
  let isRungAtTimes = false
  return {
    counts,
    begin(stored: ReadonlyMap<string, LedgerEntry>): void {
      isRungAtTimes ||= [...stored.values()].some(({ requestedAt }) => requestedAt !== null)
    },
    count(entry: LedgerEntry | undefined, { hasChanges }: PartitionOutcome): void {
      // A first walk finds what was there before anybody could ring.
      if (!isRungAtTimes || !hasChanges || !entry?.watermark) return
      if (wasRung(entry)) counts.told++
      else counts.missed++
    },
  }
}
