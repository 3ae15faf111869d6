import type { LedgerEntry } from './ledger.js'

/** When a pass heeds rings. */
export interface RingSettings {
  /** Least milliseconds between two looks at a partition for which somebody rang. */
  minimumLookMs: number
  /** Whether the run looks only at partitions for which somebody rang. */
  isOnlyRung: boolean
}

/** Whether somebody has asked to look at a partition since its last walk began. */
export function wasRung({ requestedAt, walkStartedAt }: Pick<LedgerEntry, 'requestedAt' | 'walkStartedAt'>): boolean {
  return requestedAt !== null && (walkStartedAt === null || requestedAt > walkStartedAt)
}

/**
 * Whether a partition is to be looked at now because somebody rang. One that came of that look incomplete stays rung. An instant
 * in the future was written by a clock that was wrong, and says nothing.
 *
 * @param now by the database's clock
 */
export function isRung(entry: LedgerEntry | undefined, now: Date, minimumLookMs: number): boolean {
  if (!entry || entry.requestedAt === null) return false
  const { walkStartedAt, status } = entry
  if (walkStartedAt === null || !(walkStartedAt <= now)) return true
  const isOpen = status !== 'COMPLETE' && status !== 'SKIPPED'
  return (isOpen || wasRung(entry)) && now.getTime() - walkStartedAt.getTime() >= minimumLookMs
}
