import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'
import { dateOf } from './date-of.js'

/** An entry of a run's log. */
export interface LogEntry {
  id: string
  level: string
  message: string
  details: string | null
  recordId: string | null
  at: Date | null
}

/** The columns of a {@link LogEntry}; what a script wrote may be of any length. */
export const logColumns = `id, level::text, left(message, 4000) as message, left(details, 4000) as details, record_id as "recordId",
  extract(epoch from created_at)::float8 as at`

/** Reads what a run said about a partition: entries that name it. */
export async function selectLogAbout(
  db: LedgerDatabase,
  schema: string,
  runId: string,
  { key, name }: { key: string; name: string },
  limit: number,
): Promise<LogEntry[]> {
  const rows = await db.$queryRawUnsafe<(Omit<LogEntry, 'at'> & { at: number | null })[]>(
    `select ${logColumns} from (
  select * from ${quoteTable(schema, 'ImportLog')} where data_source_run_id = $1 order by created_at desc limit 5000) entry
where strpos(message, $2) > 0 or (length($3) > 2 and strpos(coalesce(details, ''), $3) > 0) order by created_at, id limit ${limit}`,
    runId,
    name,
    key,
  )
  return rows.map((row) => ({ ...row, at: dateOf(row.at) }))
}
