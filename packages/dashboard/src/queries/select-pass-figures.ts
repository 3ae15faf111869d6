import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'
import { dateOf } from './date-of.js'

/** A pass in figures. */
export interface PassFigures {
  passId: string
  /** By the database's clock. */
  now: Date
  startedAt: Date
  /** Null while a run of it runs. */
  endedAt: Date | null
  runs: number
  completed: number
  failed: number
  running: number
  saved: number
  refused: number
}

/** Reads a pass; undefined if there is no run of it. */
export async function selectPassFigures(
  db: LedgerDatabase,
  schema: string,
  passId: string,
): Promise<PassFigures | undefined> {
  const [row] = await db.$queryRawUnsafe<
    (Omit<PassFigures, 'passId' | 'now' | 'startedAt' | 'endedAt'> & {
      now: number
      startedAt: number
      endedAt: number | null
    })[]
  >(
    `select count(*)::int as runs, (count(*) filter (where status = 'COMPLETED'))::int as completed,
  (count(*) filter (where status = 'FAILED'))::int as failed, (count(*) filter (where status = 'RUNNING'))::int as running,
  coalesce(sum("recordsImported"), 0)::float8 as saved, coalesce(sum("recordsFailed"), 0)::float8 as refused,
  extract(epoch from clock_timestamp())::float8 as now, extract(epoch from min(started_at))::float8 as "startedAt",
  case when bool_or(status = 'RUNNING') then null else extract(epoch from max(completed_at))::float8 end as "endedAt"
from ${quoteTable(schema, 'DataSourceRun')} where pass_id = $1`,
    passId,
  )
  if (!row || row.runs === 0) return undefined
  return { ...row, passId, now: dateOf(row.now), startedAt: dateOf(row.startedAt), endedAt: dateOf(row.endedAt) }
}
