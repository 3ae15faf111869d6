import type { RawClient } from '../contract/database.js'
import { quoteTable } from '../database/identifiers.js'

/** An import window: `startDate` inclusive, `endDate` exclusive. */
export interface DateRange {
  startDate: Date
  endDate: Date
}

export const dayMs = 24 * 60 * 60 * 1000

/**
 * The import window of a script: from what its last completed run fetched up to, else from `defaultWindowDays` days
 * ago, until now by the database's clock.
 *
 * @param scriptName the script's `resource`, as in `DataSourceRun.scriptName`
 * @param options.schema Postgres schema of the tables; default `'data'`
 */
export async function calculateDateRange(
  db: RawClient,
  dataSourceId: string,
  scriptName: string,
  defaultWindowDays: number,
  options: { schema?: string } = {},
): Promise<DateRange> {
  const [found] = await db.$queryRawUnsafe<{ now: Date; fetched: Date | null }[]>(
    `SELECT clock_timestamp() AS now, (
       SELECT last_fetched_data_at FROM ${quoteTable(options.schema ?? 'data', 'DataSourceRun')}
       WHERE data_source_id = $1 AND script_name = $2 AND status = 'COMPLETED' AND last_fetched_data_at IS NOT NULL
       ORDER BY completed_at DESC LIMIT 1
     ) AS fetched`,
    dataSourceId,
    scriptName,
  )
  const endDate = new Date(found?.now ?? Number.NaN)
  const startDate = found?.fetched ? new Date(found.fetched) : new Date(endDate.getTime() - defaultWindowDays * dayMs)
  return { startDate, endDate }
}
