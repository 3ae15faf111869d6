import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'
import { dateOf } from './date-of.js'

const instants = [
  ...(['watermark', 'windowStart', 'windowEnd', 'unlistedSince', 'requestedAt', 'walkStartedAt', 'updatedAt'] as const),
]
type Instants = (typeof instants)[number]

/** One partition of the ledger. */
export interface Partition extends Record<Instants, Date | null> {
  key: string
  name: string
  status: string
  reason: string | null
  /** Where an unended walk continues; as it is stored. */
  cursor: unknown
  /** What the last ended walk left for the next one; as it is stored. */
  state: unknown
  failures: number
  saved: number
  refused: number
  lastRunId: string | null
}

/** Reads one partition; undefined if there is none. */
export async function selectPartition(
  db: LedgerDatabase,
  schema: string,
  { dataSourceId, resource, key }: { dataSourceId: string; resource: string; key: string },
): Promise<Partition | undefined> {
  const columns: Readonly<Record<Instants, string>> = {
    watermark: 'watermark',
    windowStart: 'window_start',
    windowEnd: 'window_end',
    unlistedSince: 'unlisted_since',
    requestedAt: 'requested_at',
    walkStartedAt: 'walk_started_at',
    updatedAt: 'updated_at',
  }
  const [row] = await db.$queryRawUnsafe<(Omit<Partition, Instants> & Record<Instants, number | null>)[]>(
    `select key, coalesce(name, key) as name, status::text, reason, cursor, state, failures, records_imported::float8 as saved,
  records_failed::float8 as refused, last_run_id as "lastRunId",
  ${instants.map((name) => `extract(epoch from ${columns[name]})::float8 as "${name}"`).join(', ')}
from ${quoteTable(schema, 'ImportPartition')} where data_source_id = $1 and script_name = $2 and key = $3`,
    dataSourceId,
    resource,
    key,
  )
  if (!row) return undefined
  const { watermark, windowStart, windowEnd, unlistedSince, requestedAt, walkStartedAt, updatedAt } = row
  return {
    ...row,
    watermark: dateOf(watermark),
    windowStart: dateOf(windowStart),
    windowEnd: dateOf(windowEnd),
    unlistedSince: dateOf(unlistedSince),
    requestedAt: dateOf(requestedAt),
    walkStartedAt: dateOf(walkStartedAt),
    updatedAt: dateOf(updatedAt),
  }
}
