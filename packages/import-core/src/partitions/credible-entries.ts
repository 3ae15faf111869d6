import type { LedgerEntry } from './ledger.js'
import type { PartitionsScope } from './partitions-scope.js'

/**
 * The ledger as it can be believed: an instant that lies in the future was written while the database's clock was wrong.
 * Nobody knows when it really was, so such a partition begins where all of them were surely complete before, and its
 * unended walk again.
 */
export async function credibleEntries(
  entries: ReadonlyMap<string, LedgerEntry>,
  scope: Pick<PartitionsScope, 'endDate' | 'credibleBefore' | 'log'>,
): Promise<ReadonlyMap<string, LedgerEntry>> {
  const isFuture = (at: Date | null) => at !== null && !(at <= scope.endDate)
  const wrong = [...entries].filter(([, { watermark, windowStart, windowEnd }]) =>
    [watermark, windowStart, windowEnd].some(isFuture),
  )
  if (wrong.length === 0) return entries
  const latest = wrong.flatMap(([, { watermark, windowStart, windowEnd }]) =>
    [watermark, windowStart, windowEnd].flatMap((at) => (at && isFuture(at) ? [at.getTime()] : [])),
  )
  const from = await scope.credibleBefore(new Date(Math.max(...latest)))
  scope.log.warn(
    `The ledger has instants in the future for ${wrong.length} partitions, such as ${wrong[0]?.[1].name ?? wrong[0]?.[0]}: the database's clock was ahead, or is behind now. ${from ? `They are read again from ${from.toISOString()}` : 'Their whole import window is read again'}. Look after the clock of the database's server.`,
  )
  const believed = new Map(entries)
  for (const [key, entry] of wrong) {
    const watermark = entry.watermark && from ? new Date(from) : null
    believed.set(key, { ...entry, watermark, windowStart: null, windowEnd: null, cursor: null })
  }
  return believed
}
