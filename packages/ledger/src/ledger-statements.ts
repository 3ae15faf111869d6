import { type LedgerDatabase, quoteTable } from './ledger-database.js'

/** What the ledger says of one resource of a data source. Instants are seconds since 1970, by the database's clock. */
export interface LedgerRow {
  dataSourceId: string
  organizationId: string
  source: string
  provider: string
  /** False: an operator paused the data source. */
  isEnabled: boolean
  lastSyncAt: number | null
  /** Minutes between two imports; null: every pass. */
  intervalMinutes: number | null
  createdAt: number
  /** Null in the one row of a data source that was never imported. */
  resource: string | null
  /** Partitions by status; null where the script has none. */
  partitions: Readonly<Record<PartitionStatus, number>> | null
  /** Up to when all of it is complete; null while a part of it never was. */
  completeUpTo: number | null
  /** Up to when those partitions are complete that are COMPLETE and listed; null where there are none. */
  settledUpTo: number | null
  /** Whether the database ever refused a record in one of its walks. */
  refusedInWalks: boolean | null
  /** When anything was last written about it. */
  lastSignAt: number | null
  /** The newest run that ended. */
  lastRunId: string | null
  lastStatus: string | null
  lastError: string | null
  lastPassId: string | null
  lastEndedAt: number | null
  /** Rows of it that were new or changed. */
  lastSaved: number | null
  /** When a run last imported something: COMPLETED or PARTIAL. */
  succeededAt: number | null
  /** When the first run failed after that; null where none did. */
  failedSince: number | null
}

/** What can become of a partition. `unlisted`: not complete, and no longer named by the script. */
export const partitionStatuses = ['complete', 'incomplete', 'failed', 'skipped', 'unavailable', 'unlisted'] as const

/** What can become of a partition. */
export type PartitionStatus = (typeof partitionStatuses)[number]

/**
 * Reads one row for each resource of each data source. It jumps from one script to the next through an index: reading all
 * runs would take seconds if there are a million.
 */
export function selectLedger(db: LedgerDatabase, schema: string): PromiseLike<LedgerRow[]> {
  const [source, run, partition] = ['DataSource', 'DataSourceRun', 'ImportPartition'].map((table) =>
    quoteTable(schema, table),
  )
  const count = (condition: string) => `(count(*) filter (where ${condition}))::int`
  const isTried = `status <> 'SKIPPED' and unlisted_since is null`
  const ended = (status: string) =>
    `(select completed_at from ${run} where data_source_id = known.data_source_id
        and script_name = known.script_name and status = '${status}' and completed_at is not null order by completed_at desc limit 1)`
  return db.$queryRawUnsafe<LedgerRow[]>(
    `with recursive script as (
  (select data_source_id, script_name from ${run} where script_name is not null order by data_source_id, script_name limit 1)
  union all
  select next.data_source_id, next.script_name from script cross join lateral (
    select data_source_id, script_name from ${run} later
    where (later.data_source_id, later.script_name) > (script.data_source_id, script.script_name)
      and later.script_name is not null order by data_source_id, script_name limit 1) next
), counted as (
  select data_source_id, script_name, ${epoch('max(updated_at)')} as written_at, ${count(isTried)} as tried, bool_or(records_failed > 0) as refused,
    json_build_object('complete', ${count(`status = 'COMPLETE'`)}, 'skipped', ${count(`status = 'SKIPPED'`)},
      ${['INCOMPLETE', 'FAILED', 'UNAVAILABLE'].map((one) => `'${one.toLowerCase()}', ${count(`status = '${one}' and unlisted_since is null`)}`).join(', ')},
      'unlisted', ${count(`status not in ('COMPLETE', 'SKIPPED') and unlisted_since is not null`)}) as partitions,
    case when bool_or(watermark is null and ${isTried}) then null
      else ${epoch(`min(watermark) filter (where ${isTried})`)} end as complete_up_to,
    ${epoch(`min(watermark) filter (where status = 'COMPLETE' and unlisted_since is null)`)} as settled_up_to
  from ${partition} group by data_source_id, script_name
), known as (
  select data_source_id, script_name from script union select data_source_id, script_name from counted
), succeeded as materialized (
  select known.*, greatest(${ended('COMPLETED')}, ${ended('PARTIAL')}) as at from known
)
select source.id as "dataSourceId", source.organization_id as "organizationId", source.name as source,
  source.provider::text as provider, source.is_enabled as "isEnabled", ${epoch('source.last_sync_at')} as "lastSyncAt",
  source.sync_interval_minutes as "intervalMinutes", ${epoch('source.created_at')} as "createdAt",
  known.script_name as resource, counted.partitions, counted.refused as "refusedInWalks", counted.settled_up_to as "settledUpTo", ${epoch('known.at')} as "succeededAt",
  case when counted.tried > 0 then counted.complete_up_to else (
    select ${epoch('last_fetched_data_at')} from ${run} where data_source_id = known.data_source_id and script_name = known.script_name
      and status = 'COMPLETED' and last_fetched_data_at is not null order by completed_at desc limit 1) end as "completeUpTo",
  greatest(counted.written_at, ${epoch('last.completed_at')}) as "lastSignAt",
  last.id as "lastRunId", last.status::text as "lastStatus", last.error_message as "lastError", last.pass_id as "lastPassId",
  ${epoch('last.completed_at')} as "lastEndedAt", last."recordsImported" as "lastSaved",
  (select ${epoch('completed_at')} from ${run} where data_source_id = known.data_source_id and script_name = known.script_name
      and status = 'FAILED' and completed_at > coalesce(known.at, '-infinity')
    order by completed_at limit 1) as "failedSince"
from ${source} source
left join succeeded known on known.data_source_id = source.id
left join counted on counted.data_source_id = known.data_source_id and counted.script_name = known.script_name
left join lateral (
  select id, status, completed_at, error_message, pass_id, "recordsImported" from ${run} own
  where own.data_source_id = known.data_source_id and own.script_name = known.script_name and own.status <> 'RUNNING'
  order by own.started_at desc, own.id limit 1) last on true
order by source.name, source.id, known.script_name`,
  )
}

/** Reads the database's time, and when a pass last took its lock. */
export async function selectClock(
  db: LedgerDatabase,
  schema: string,
): Promise<{ now: number; passBeganAt: number | null }> {
  const [found] = await db.$queryRawUnsafe<{ now: number; passBeganAt: number | null }[]>(
    `select ${epoch('clock_timestamp()')} as now,
       (select ${epoch('acquired_at')} from ${quoteTable(schema, 'ImportLease')} where name = $1) as "passBeganAt"`,
    `v1/${schema}`,
  )
  return found ?? { now: Number.NaN, passBeganAt: null }
}

/** Also of a column without time zone, which holds UTC. */
function epoch(instant: string): string {
  return `extract(epoch from ${instant})::float8`
}
