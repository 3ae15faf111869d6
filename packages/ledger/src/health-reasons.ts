import { formatAge } from './format-age.js'
import type { LedgerRow } from './ledger-statements.js'
import type { HealthReason } from './read-health.js'
import type { Ledger } from './read-ledger.js'
import { resourceReasons } from './resource-reasons.js'

/** @param maxAge in seconds */
export function healthReasons(ledger: Ledger, maxAge: number): HealthReason[] {
  const { rows, now, passBeganAt } = ledger
  if (rows.length === 0) return []
  const sources = new Set(rows.map(({ dataSourceId }) => dataSourceId))
  return [
    ...stillReasons(rows, now, passBeganAt, maxAge),
    ...[...sources].flatMap((id) =>
      sourceReasons(
        rows.filter(({ dataSourceId }) => dataSourceId === id),
        ledger,
        maxAge,
      ),
    ),
  ]
}

/** A long first import is no reason: it saves a page now and then. */
function stillReasons(
  rows: readonly LedgerRow[],
  now: number,
  passBeganAt: number | null,
  maxAge: number,
): HealthReason[] {
  const signs = [...rows.map(({ lastSignAt }) => lastSignAt), passBeganAt].filter((sign) => sign !== null)
  // One who has just been added waits for the first pass.
  const newest = Math.max(...signs, ...(signs.length === 0 ? rows.map(({ createdAt }) => createdAt) : []))
  if (now - newest <= maxAge) return []
  const age = formatAge(now - newest)
  const message =
    signs.length === 0
      ? `No pass has run since the first data source was added ${age} ago. Start the scheduler, or call run().`
      : `Nothing has moved for ${age}: no pass began, no run ended, no page was saved. See whether the scheduler runs, and what holds the lock (data-import locks).`
  return [{ status: 'failing', message }]
}

function sourceReasons(rows: readonly LedgerRow[], ledger: Ledger, maxAge: number): HealthReason[] {
  const [{ source, provider, createdAt } = { source: '', provider: '', createdAt: 0 }] = rows
  const imported = rows.filter(({ lastStatus }) => lastStatus !== null)
  if (imported.length === 0) {
    const age = formatAge(ledger.now - createdAt)
    const message = `${source} was added ${age} ago and has no run that ended yet. If passes run, see whether the provider ${provider} is registered.`
    return [{ status: 'degraded', source, message }]
  }
  const reasons = imported.flatMap((row) => resourceReasons(row, ledger, maxAge))
  const since = failedThroughout(imported, ledger.now, maxAge)
  if (since === null) return reasons
  const message = `${source} has failed for ${formatAge(ledger.now - since)}, and nothing of it was imported meanwhile. Mend what its runs say; the next pass tries again.`
  const detail = imported.find(({ lastStatus }) => lastStatus === 'FAILED')?.lastError
  return [{ status: 'failing', source, message, ...(detail && { detail }) }, ...reasons]
}

/** Since when a data source got nothing at all, if that is longer than the given seconds. */
function failedThroughout(rows: readonly LedgerRow[], now: number, maxAge: number): number | null {
  const begins = rows.flatMap(({ failedSince }) => (failedSince === null ? [] : [failedSince]))
  const since = Math.min(...begins)
  const hasImported = rows.some(({ succeededAt }) => succeededAt !== null && now - succeededAt <= maxAge)
  return begins.length > 0 && !hasImported && now - since >= maxAge ? since : null
}
