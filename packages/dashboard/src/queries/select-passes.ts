import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'
import { dateOf } from './date-of.js'

/** A pass, from its runs. */
export interface PassSummary {
  /** Null: a run that belongs to no pass. */
  passId: string | null
  startedAt: Date
  /** When its last run ended; null while one runs. */
  endedAt: Date | null
  runs: number
  completed: number
  failed: number
  /** Runs that are neither completed nor failed. */
  other: number
  running: number
  saved: number
  refused: number
  sources: number
}

/** In seconds since 1970: the year 5138. */
const farAway = 100_000_000_000

/**
 * Reads the newest passes. It jumps from one pass to the one before: only one runs at a time, so the newest run before a pass began is of the
 * pass before. Reading a million runs would take seconds.
 *
 * @param before only passes that began before this instant
 */
export async function selectPasses(
  db: LedgerDatabase,
  schema: string,
  before: Date | undefined,
  limit: number,
): Promise<PassSummary[]> {
  const run = quoteTable(schema, 'DataSourceRun')
  const first = `case when newest.pass_id is null then newest.started_at else (select min(started_at) from ${run} where pass_id = newest.pass_id) end`
  const rows = await db.$queryRawUnsafe<
    (Omit<PassSummary, 'startedAt' | 'endedAt'> & { startedAt: number; endedAt: number | null })[]
  >(
    `with recursive pass as (
  (select newest.id, newest.pass_id, ${first} as began from (
    select id, pass_id, started_at from ${run} where started_at < to_timestamp($1::float8) order by started_at desc limit 1) newest)
  union all
  select newest.id, newest.pass_id, ${first} from pass cross join lateral (
    select id, pass_id, started_at from ${run} where started_at < pass.began order by started_at desc limit 1) newest
), latest as (select * from pass limit ${limit})
select latest.pass_id as "passId", extract(epoch from latest.began)::float8 as "startedAt", figures.*
from latest cross join lateral (
  select count(*)::int as runs, (count(*) filter (where status = 'COMPLETED'))::int as completed,
    (count(*) filter (where status = 'FAILED'))::int as failed, (count(*) filter (where status = 'RUNNING'))::int as running,
    (count(*) filter (where status not in ('COMPLETED', 'FAILED', 'RUNNING')))::int as other,
    sum("recordsImported")::float8 as saved, sum("recordsFailed")::float8 as refused, count(distinct data_source_id)::int as sources,
    case when bool_or(status = 'RUNNING') then null else extract(epoch from max(completed_at))::float8 end as "endedAt"
  from ${run} own where own.pass_id = latest.pass_id or (latest.pass_id is null and own.id = latest.id)) figures
order by latest.began desc`,
    before ? before.getTime() / 1_000 : farAway,
  )
  return rows.map((row) => ({ ...row, startedAt: dateOf(row.startedAt), endedAt: dateOf(row.endedAt) }))
}
