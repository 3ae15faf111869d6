import { type LedgerDatabase, quoteTable } from '../ledger-database.js'

/** A run that says RUNNING; its process may have died. Instants are seconds since 1970. */
export interface RunningRun {
  id: string
  dataSourceId: string
  resource: string
  passId: string | null
  startedAt: number
  /** Its last checkpoint or log entry, otherwise its start. */
  lastSignAt: number
}

/** Reads the runs that say RUNNING, the first one first. */
export function selectRunningRuns(db: LedgerDatabase, schema: string): PromiseLike<RunningRun[]> {
  const [run, partition, log] = ['DataSourceRun', 'ImportPartition', 'ImportLog'].map((name) =>
    quoteTable(schema, name),
  )
  return db.$queryRawUnsafe<RunningRun[]>(
    `select id, data_source_id as "dataSourceId", coalesce(script_name, '') as resource, pass_id as "passId",
  extract(epoch from started_at)::float8 as "startedAt",
  extract(epoch from greatest(started_at,
    (select max(updated_at) from ${partition} where last_run_id = run.id
      and data_source_id = run.data_source_id and script_name = run.script_name),
    (select max(created_at) from ${log} where data_source_run_id = run.id)))::float8 as "lastSignAt"
from ${run} run where status = 'RUNNING' order by started_at, id`,
  )
}
