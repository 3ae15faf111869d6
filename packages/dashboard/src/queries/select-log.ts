import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'
import { dateOf } from './date-of.js'
import { type LogEntry, logColumns } from './select-log-about.js'

/** Which entries of a log are asked for. */
export interface LogFilter {
  /** Only of this level. */
  level?: string | undefined
  /** After this entry. */
  after?: string | undefined
}

/** Reads one page of a run's log, the oldest entry first: one more than the limit, if there are more. */
export async function selectLog(
  db: LedgerDatabase,
  schema: string,
  runId: string,
  { level, after }: LogFilter,
  limit: number,
): Promise<LogEntry[]> {
  const log = quoteTable(schema, 'ImportLog')
  const rows = await db.$queryRawUnsafe<(Omit<LogEntry, 'at'> & { at: number | null })[]>(
    `select ${logColumns} from ${log} where data_source_run_id = $1 and ($2::text is null or level::text = $2)
  and ($3::text is null or (created_at, id) > (select created_at, id from ${log} where id = $3))
order by created_at, id limit ${limit + 1}`,
    runId,
    level ?? null,
    after ?? null,
  )
  return rows.map((row) => ({ ...row, at: dateOf(row.at) }))
}

/** Counts the entries of a run's log by their level. */
export async function countLog(db: LedgerDatabase, schema: string, runId: string): Promise<Record<string, number>> {
  const rows = await db.$queryRawUnsafe<{ level: string; count: number }[]>(
    `select level::text, count(*)::int as count from ${quoteTable(schema, 'ImportLog')} where data_source_run_id = $1 group by level`,
    runId,
  )
  return Object.fromEntries(rows.map(({ level, count }) => [level, count]))
}
