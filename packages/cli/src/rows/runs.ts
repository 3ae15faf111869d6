import type { RawClient } from '@data-import/core'

/** A row of `DataSourceRun`, and what its data source is called. */
export interface RunRow {
  id: string
  dataSourceId: string
  status: string
  scriptName: string | null
  recordsImported: number
  recordsFailed: number
  startedAt: Date
  completedAt: Date | null
  durationMs: number | null
  errorMessage: string | null
  lastFetchedDataAt: Date | null
  passId: string | null
  fencingToken: bigint | null
  windowStart: Date | null
  windowEnd: Date | null
  dataSource: { name: string }
}

/** A row of `ImportLog`. */
export interface LogRow {
  id: string
  dataSourceRunId: string
  level: string
  message: string
  details: string | null
  recordId: string | null
  createdAt: Date
}

const selectRuns = `SELECT run.id, run.data_source_id AS "dataSourceId", run.status::text AS status,
    run.script_name AS "scriptName", run."recordsImported", run."recordsFailed", run.started_at AS "startedAt",
    run.completed_at AS "completedAt", run.duration_ms AS "durationMs", run.error_message AS "errorMessage",
    run.last_fetched_data_at AS "lastFetchedDataAt", run.pass_id AS "passId", run.fencing_token AS "fencingToken",
    run.window_start AS "windowStart", run.window_end AS "windowEnd", json_build_object('name', source.name) AS "dataSource"
  FROM "data"."DataSourceRun" AS run JOIN "data"."DataSource" AS source ON source.id = run.data_source_id`

/** Reads the newest runs: all, or those of one data source. */
export async function newestRuns(db: RawClient, dataSourceId: string | null, limit: number): Promise<RunRow[]> {
  const where = dataSourceId === null ? '' : 'WHERE run.data_source_id = $2'
  return db.$queryRawUnsafe<RunRow[]>(
    `${selectRuns} ${where} ORDER BY run.started_at DESC, run.id LIMIT $1`,
    ...[limit, ...(dataSourceId === null ? [] : [dataSourceId])],
  )
}

/** Reads runs whose id begins so, the newest first. */
export async function runsByPrefix(db: RawClient, prefix: string, limit: number): Promise<RunRow[]> {
  return db.$queryRawUnsafe<RunRow[]>(
    `${selectRuns} WHERE starts_with(run.id, $1) ORDER BY run.started_at DESC LIMIT $2`,
    ...[prefix, limit],
  )
}

/** Reads runs that say RUNNING, the oldest first. */
export async function runningRows(db: RawClient): Promise<RunRow[]> {
  return db.$queryRawUnsafe<RunRow[]>(`${selectRuns} WHERE run.status = 'RUNNING' ORDER BY run.started_at`)
}

/** Reads the log of a run. */
export async function logOfRun(db: RawClient, runId: string): Promise<LogRow[]> {
  return db.$queryRawUnsafe<LogRow[]>(
    `SELECT id, data_source_run_id AS "dataSourceRunId", level::text AS level, message, details,
       record_id AS "recordId", created_at AS "createdAt"
     FROM "data"."ImportLog" WHERE data_source_run_id = $1 ORDER BY created_at, id`,
    runId,
  )
}
