/** A partition of the ledger that is not COMPLETE. */
export interface LedgerPartition {
  name: string
  status: string
  reason: string | null
}

/** In the order in which an operator should look at them. */
const order = ['FAILED', 'UNAVAILABLE', 'INCOMPLETE']
const rank = ({ status }: LedgerPartition) => order.indexOf(status) + 1 || order.length + 1

/** Separates partitions that are not complete, the most serious first, from those in which nothing is there. */
export function sortPartitions<Given extends LedgerPartition>(
  partitions: readonly Given[],
): { notComplete: Given[]; skipped: Given[] } {
  return {
    notComplete: partitions.filter(({ status }) => status !== 'SKIPPED').sort((a, b) => rank(a) - rank(b)),
    skipped: partitions.filter(({ status }) => status === 'SKIPPED'),
  }
}
