import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'
import { dateOf } from './date-of.js'

/** A run. */
export interface Run {
  id: string
  dataSourceId: string
  source: string
  resource: string
  passId: string | null
  status: string
  startedAt: Date
  endedAt: Date | null
  durationMs: number | null
  saved: number
  refused: number
  error: string | null
  windowStart: Date | null
  windowEnd: Date | null
  fetchedUpTo: Date | null
}

/** In seconds since 1970: the year 5138. */
const farAway = 100_000_000_000

type Instants = 'startedAt' | 'endedAt' | 'windowStart' | 'windowEnd' | 'fetchedUpTo'

const columns = `run.id, run.data_source_id as "dataSourceId", source.name as source, coalesce(run.script_name, '–') as resource,
  run.pass_id as "passId", run.status::text, run.duration_ms as "durationMs", run."recordsImported" as saved, run."recordsFailed" as refused,
  run.error_message as error, ${epoch('started_at')} as "startedAt", ${epoch('completed_at')} as "endedAt",
  ${epoch('window_start')} as "windowStart", ${epoch('window_end')} as "windowEnd", ${epoch('last_fetched_data_at')} as "fetchedUpTo"`

/** Reads one run; undefined if there is none. */
export async function selectRun(db: LedgerDatabase, schema: string, id: string): Promise<Run | undefined> {
  const [found] = await select(db, schema, 'where run.id = $1', [id])
  return found
}

/** Reads the runs of a pass by their start: at most so many after an offset. */
export function selectRunsOfPass(
  db: LedgerDatabase,
  schema: string,
  passId: string,
  { offset, limit }: { offset: number; limit: number },
): Promise<Run[]> {
  const order = `order by run.started_at, run.id limit ${limit} offset ${offset}`
  return select(db, schema, `where run.pass_id = $1 ${order}`, [passId])
}

/** Reads the newest runs of one resource of a data source. @param before only those that began before this instant */
export function selectRunsOfResource(
  db: LedgerDatabase,
  schema: string,
  { dataSourceId, resource }: { dataSourceId: string; resource: string },
  before: Date | undefined,
  limit: number,
): Promise<Run[]> {
  return select(
    db,
    schema,
    `where run.data_source_id = $1 and run.script_name = $2 and run.started_at < to_timestamp($3::float8)
order by run.started_at desc, run.id limit ${limit}`,
    [dataSourceId, resource, before ? before.getTime() / 1_000 : farAway],
  )
}

async function select(db: LedgerDatabase, schema: string, which: string, values: unknown[]): Promise<Run[]> {
  const rows = await db.$queryRawUnsafe<(Omit<Run, Instants> & Record<Instants, number | null>)[]>(
    `select ${columns} from ${quoteTable(schema, 'DataSourceRun')} run
join ${quoteTable(schema, 'DataSource')} source on source.id = run.data_source_id ${which}`,
    ...values,
  )
  return rows.map((row) => ({
    ...row,
    startedAt: dateOf(row.startedAt ?? 0),
    endedAt: dateOf(row.endedAt),
    windowStart: dateOf(row.windowStart),
    windowEnd: dateOf(row.windowEnd),
    fetchedUpTo: dateOf(row.fetchedUpTo),
  }))
}

function epoch(column: string): string {
  return `extract(epoch from run.${column})::float8`
}
