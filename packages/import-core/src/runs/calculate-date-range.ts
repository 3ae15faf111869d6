import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { ConfigurationError } from '../errors/import-error.js'

/** An import window: `startDate` inclusive, `endDate` exclusive. */
export interface DateRange {
  startDate: Date
  endDate: Date
}

const dayMs = 24 * 60 * 60 * 1000
const firstInstant = new Date('0001-01-01T00:00:00Z').getTime()

/** The instant so many days earlier; not before the year 1, the first that both Postgres and ISO 8601 write alike. */
export function windowBefore(endDate: Date, days: number): Date {
  return new Date(Math.max(endDate.getTime() - days * dayMs, firstInstant))
}

const defaultOverlapMinutes = 5

const secondMs = 1_000

/**
 * Where the window after a watermark begins: never inside a second, because most outside systems keep their instants to the
 * second, and what happened in the rest of the watermark's own would have an earlier one than it.
 */
export function windowAfter(watermark: Date, overlapMinutes = defaultOverlapMinutes): Date {
  const begins = windowBefore(watermark, overlapMinutes / (24 * 60))
  return new Date(Math.floor(begins.getTime() / secondMs) * secondMs)
}

/**
 * Before when something must have been complete to be believed, where an instant lies in the future: a clock that was that far
 * ahead then may have been so for some time before.
 */
export function credibleUntil(now: Date, future: Date): Date {
  const aheadMs = Math.max(future.getTime() - now.getTime() || 0, 0)
  return windowBefore(now, Math.max(1, (2 * aheadMs) / dayMs))
}

/**
 * The import window of a script: from what its last completed run fetched up to, else from `defaultWindowDays` days
 * ago, until now by the database's clock. A script gets its window in `context.startDate` and `context.endDate`; this is
 * for code outside of passes.
 *
 * @example
 * ```ts
 * import { calculateDateRange } from '@data-import/core'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: process.env.DATABASE_URL }) })
 * const source = await db.dataSource.findFirstOrThrow({ where: { name: 'acme' } })
 * const { startDate, endDate } = await calculateDateRange(db, source.id, 'commit', 90)
 * console.log(`Still to be imported: ${startDate.toISOString()} to ${endDate.toISOString()}`)
 * ```
 *
 * @param scriptName the script's `resource`, as in `DataSourceRun.scriptName`
 * @param options.schema Postgres schema of the tables; default `'data'`
 * @throws {ConfigurationError} for a `defaultWindowDays` that is no number of days.
 */
export async function calculateDateRange(
  db: RawClient,
  dataSourceId: string,
  scriptName: string,
  defaultWindowDays: number,
  options: { schema?: string } = {},
): Promise<DateRange> {
  if (!(typeof defaultWindowDays === 'number' && defaultWindowDays >= 0)) {
    throw new ConfigurationError(`defaultWindowDays must be a number of days from 0, not ${String(defaultWindowDays)}.`)
  }
  // As numbers, because a client may take the zone of its session for another.
  const [found] = await db.$queryRawUnsafe<{ now: string; fetched: string | null }[]>(
    `SELECT ${milliseconds('clock_timestamp()')} AS now, (
       SELECT ${milliseconds('last_fetched_data_at')} FROM ${quoteTable(options.schema ?? 'data', 'DataSourceRun')}
       WHERE data_source_id = $1 AND script_name = $2 AND status = 'COMPLETED' AND last_fetched_data_at IS NOT NULL
       ORDER BY completed_at DESC LIMIT 1
     ) AS fetched`,
    dataSourceId,
    scriptName,
  )
  const endDate = new Date(Number(found?.now ?? Number.NaN))
  // One that lies in the future, or is no instant, was written by a clock that was wrong.
  const fetched = found?.fetched ? new Date(Number(found.fetched)) : undefined
  const isCredible = fetched !== undefined && fetched <= endDate
  return { startDate: isCredible ? fetched : windowBefore(endDate, defaultWindowDays), endDate }
}

/** SQL of an instant as milliseconds since 1970. */
function milliseconds(instant: string): string {
  return `floor(extract(epoch FROM ${instant}) * 1000)::bigint::text`
}
