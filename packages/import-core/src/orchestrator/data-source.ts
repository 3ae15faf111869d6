import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { nowAs } from '../database/now-as.js'
import { LockLostError } from '../errors/import-error.js'
import { isFenceVisible, lostMessage, requireFence } from '../locks/fence.js'
import { passLockName } from '../locks/lock-key.js'
import { encodeArray, encodeRecord } from '../tables/encode-value.js'

/** A data source as a pass sees it. */
export interface DataSourceRecord {
  id: string
  organizationId: string
  name: string
  provider: string
  syncIntervalMinutes: number | null
  lastSyncAt: Date | null
  configs: readonly { key: string; value: string; isSecret: boolean }[]
}

/** All enabled data sources with their configuration. */
export async function loadEnabledDataSources(db: RawClient, schema: string): Promise<DataSourceRecord[]> {
  return db.$queryRawUnsafe<DataSourceRecord[]>(
    `SELECT d.id, d.organization_id AS "organizationId", d.name, d.provider::text AS provider,
       d.sync_interval_minutes AS "syncIntervalMinutes", d.last_sync_at AS "lastSyncAt",
       COALESCE((SELECT jsonb_agg(jsonb_build_object('key', c.key, 'value', c.value, 'isSecret', c.is_secret))
         FROM ${quoteTable(schema, 'DataSourceConfig')} c WHERE c.data_source_id = d.id), '[]') AS configs
     FROM ${quoteTable(schema, 'DataSource')} d WHERE d.is_enabled ORDER BY d.name, d.id`,
  )
}

/**
 * Moves `lastSyncAt` of data sources whose scripts all completed.
 * @throws {LockLostError} when another pass has taken the lock since.
 */
export async function recordSync(
  db: RawClient,
  schema: string,
  ids: readonly string[],
  at: Date,
  fencingToken: bigint,
): Promise<void> {
  if (ids.length === 0) return
  const table = quoteTable(schema, 'DataSource')
  const moved = await db.$executeRawUnsafe(
    `UPDATE ${table} SET last_sync_at = LEAST((jsonb_populate_record(NULL::${table}, $4::text::jsonb)).last_sync_at, ${nowAs(table, 'last_sync_at')})
     WHERE id = ANY($1::text[]) AND ${requireFence(schema, '$2', '$3::bigint')}`,
    encodeArray(ids),
    passLockName(schema),
    fencingToken.toString(),
    encodeRecord({ last_sync_at: at }),
  )
  if (moved === 0 && !(await isFenceVisible(db, schema, fencingToken))) throw new LockLostError(lostMessage)
}

/** Up to when the newest COMPLETED run had fetched of those that had by an instant; null if there is none. */
export async function lastCredible(
  db: RawClient,
  schema: string,
  dataSourceId: string,
  resource: string,
  until: Date,
): Promise<Date | null> {
  const runs = quoteTable(schema, 'DataSourceRun')
  const [row] = await db.$queryRawUnsafe<{ fetched: Date }[]>(
    `SELECT last_fetched_data_at AS fetched FROM ${runs}
     WHERE data_source_id = $1 AND script_name = $2 AND status = 'COMPLETED'
       AND last_fetched_data_at <= (jsonb_populate_record(NULL::${runs}, $3::text::jsonb)).last_fetched_data_at
     ORDER BY last_fetched_data_at DESC LIMIT 1`,
    dataSourceId,
    resource,
    encodeRecord({ last_fetched_data_at: until }),
  )
  return row ? new Date(row.fetched) : null
}

/** Up to when the COMPLETED run had fetched that was the last to begin, whatever the clock said; null if there is none. */
export async function newestFetched(
  db: RawClient,
  schema: string,
  dataSourceId: string,
  resource: string,
): Promise<Date | null> {
  const [row] = await db.$queryRawUnsafe<{ fetched: Date }[]>(
    `SELECT last_fetched_data_at AS fetched FROM ${quoteTable(schema, 'DataSourceRun')}
     WHERE data_source_id = $1 AND script_name = $2 AND status = 'COMPLETED' AND last_fetched_data_at IS NOT NULL
     ORDER BY fencing_token DESC NULLS LAST LIMIT 1`,
    dataSourceId,
    resource,
  )
  return row ? new Date(row.fetched) : null
}

/** Longest path first needs durations, windows need watermarks: both of the last completed run of each script. */
export async function loadPastRuns(
  db: RawClient,
  schema: string,
  scripts: readonly { dataSourceId: string; resource: string }[],
): Promise<Map<string, { durationMs: number; fetched: Date | null }>> {
  if (scripts.length === 0) return new Map()
  const runs = quoteTable(schema, 'DataSourceRun')
  const rows = await db.$queryRawUnsafe<{ node: string; durationMs: number | null; fetched: Date | null }[]>(
    `SELECT k.source || ':' || k.resource AS node, last.duration_ms AS "durationMs", fetched.at AS fetched
     FROM jsonb_to_recordset($1::text::jsonb) AS k (source text, resource text)
     LEFT JOIN LATERAL (SELECT duration_ms FROM ${runs} WHERE data_source_id = k.source AND script_name = k.resource
       AND status = 'COMPLETED' ORDER BY completed_at DESC LIMIT 1) AS last ON true
     LEFT JOIN LATERAL (SELECT last_fetched_data_at AS at FROM ${runs} WHERE data_source_id = k.source AND script_name = k.resource
       AND status = 'COMPLETED' AND last_fetched_data_at IS NOT NULL ORDER BY completed_at DESC LIMIT 1) AS fetched ON true`,
    JSON.stringify(scripts.map(({ dataSourceId, resource }) => ({ source: dataSourceId, resource }))),
  )
  return new Map(rows.map(({ node, durationMs, fetched }) => [node, { durationMs: durationMs ?? 0, fetched }]))
}
