import { formatAge } from './format-age.js'
import type { LedgerRow } from './ledger-statements.js'
import type { HealthReason } from './read-health.js'
import type { Ledger } from './read-ledger.js'

/** What is the matter with one resource, one reason each. @param maxAge in seconds */
export function resourceReasons(row: LedgerRow, ledger: Ledger, maxAge: number): HealthReason[] {
  const { source, resource, lastError } = row
  const found = [runMessage(row, ledger.now), ...partitionMessages(row), refusedMessage(row, ledger)].filter(isGiven)
  const messages = found.length > 0 ? found : [lateMessage(row, ledger.now, maxAge)].filter(isGiven)
  return messages.map((message, index) => ({
    status: 'degraded',
    source,
    ...(resource !== null && { resource }),
    message: `${source} ${resource}: ${message}`,
    ...(index === 0 && lastError !== null && { detail: lastError }),
  }))
}

/** A partial run is told by its partitions, if it has any. */
function runMessage({ lastStatus, failedSince, partitions }: LedgerRow, now: number): string | undefined {
  const since = failedSince === null ? '' : `; it has failed for ${formatAge(now - failedSince)}`
  if (lastStatus === 'FAILED') return `the last run failed${since}. data-import status says why and what to do.`
  if (lastStatus === 'SKIPPED') return 'the last run was skipped: what it depends on failed, or its lock was held.'
  if (lastStatus === 'CANCELLED') return 'the last run was ended before its time. The next pass continues there.'
  if (lastStatus === 'PARTIAL' && partitions === null)
    return 'the last run left something out. data-import status says what.'
  return undefined
}

function partitionMessages({ partitions }: LedgerRow): (string | undefined)[] {
  const { failed = 0, unavailable = 0, incomplete = 0 } = partitions ?? {}
  const them = unavailable === 1 ? 'it' : 'them'
  return [
    failed > 0
      ? `${count(failed, 'partition')} failed. The next pass tries again; data-import status says why.`
      : undefined,
    unavailable > 0
      ? `${count(unavailable, 'partition')} can't be read: no access, blocked or gone. Give the credentials access, or leave ${them} out.`
      : undefined,
    incomplete > 0 ? `${count(incomplete, 'partition')} not finished. The next passes continue there.` : undefined,
  ]
}

function refusedMessage({ dataSourceId, resource }: LedgerRow, { refused }: Ledger): string | undefined {
  const found = refused.find((one) => one.dataSourceId === dataSourceId && one.resource === resource)
  if (!found) return undefined
  const are = found.records === 1 ? 'is' : 'are'
  return `the database refused ${count(found.records, 'record')}, which ${are} missing. data-import logs says why; a backfill reads them again.`
}

function lateMessage({ completeUpTo, intervalMinutes }: LedgerRow, now: number, maxAge: number): string | undefined {
  const age = completeUpTo === null ? 0 : now - completeUpTo
  if (age <= Math.max(maxAge, 3 * 60 * (intervalMinutes ?? 0))) return undefined
  return `complete only up to ${formatAge(age)} ago. See whether its passes run and reach it.`
}

function isGiven(message: string | undefined): message is string {
  return message !== undefined
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
