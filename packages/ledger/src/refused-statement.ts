import { type LedgerDatabase, quoteTable } from './ledger-database.js'
import type { LedgerRow } from './ledger-statements.js'

/** Records of one resource that the database refused and that were not read again since. */
export interface RefusedRows {
  dataSourceId: string
  resource: string
  records: number
}

/**
 * Counts the refused records of runs whose window no later complete run has read again. A record that every pass refuses counts once, by
 * its log entry; without entries, those of one run count. Runs are read only of resources of which a partition had some refused,
 * or which have no partitions.
 */
export function selectRefused(
  db: LedgerDatabase,
  schema: string,
  rows: readonly LedgerRow[],
): PromiseLike<RefusedRows[]> {
  const [run, log, partition] = ['DataSourceRun', 'ImportLog', 'ImportPartition'].map((table) =>
    quoteTable(schema, table),
  )
  const suspects = rows
    .filter(({ resource, partitions, refusedInWalks }) => resource !== null && (!partitions || refusedInWalks))
    .map(({ dataSourceId, resource }) => ({ id: dataSourceId, name: resource }))
  // Postgres would read all runs to find that it was asked for none.
  if (suspects.length === 0) return Promise.resolve([])
  return db.$queryRawUnsafe<RefusedRows[]>(
    `select run.data_source_id as "dataSourceId", run.script_name as resource,
  greatest(count(distinct log.record_id), max(run."recordsFailed"))::int as records
from jsonb_to_recordset($1::text::jsonb) as suspect (id text, name text)
join ${run} run on run.data_source_id = suspect.id and run.script_name = suspect.name and run."recordsFailed" > 0
left join ${log} log on log.data_source_run_id = run.id and log.level = 'ERROR' and log.message like 'A record was left out:%'
where not exists (
  select from ${run} later where later.data_source_id = run.data_source_id and later.script_name = run.script_name
    and later.started_at > run.started_at and later.status = 'COMPLETED'
    -- A pass walks each partition from where that is, not from the start of the window: only a backfill reads all of it again.
    and (later.last_fetched_data_at is null or not exists (
      select from ${partition} p where p.data_source_id = run.data_source_id and p.script_name = run.script_name))
    and later.window_end > later.window_start and later.window_start <= run.window_start and later.window_end >= run.window_end)
group by run.data_source_id, run.script_name`,
    JSON.stringify(suspects),
  )
}
