import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { nowAs } from '../database/now-as.js'
import { LockLostError } from '../errors/import-error.js'
import { isFenceVisible, lostMessage, requireFence } from '../locks/fence.js'
import { passLockName } from '../locks/lock-key.js'
import { rungCondition } from '../rings/rung-condition.js'
import { encodeArray, encodeRecord } from '../tables/encode-value.js'

/** A data source as a pass sees it. */
export interface DataSourceRecord {
  id: string
  organizationId: string
  name: string
  provider: string
  syncIntervalMinutes: number | null
  lastSyncAt: Date | null
  /** Start of the last pass that looked at all of it. */
  lookedAt: Date | null
  /** When somebody last asked to look at all of it. */
  requestedAt: Date | null
  /** Resources that have partitions for which somebody rang, and which may be looked at now. */
  rungResources: readonly string[]
  configs: readonly { key: string; value: string; isSecret: boolean; boundTo?: string | null }[]
}

/**
 * All enabled data sources with their configuration.
 * @param minimumLookMs least milliseconds between two looks at a partition for which somebody rang
 */
export async function loadEnabledDataSources(
  db: RawClient,
  schema: string,
  minimumLookMs: number,
): Promise<DataSourceRecord[]> {
  return db.$queryRawUnsafe<DataSourceRecord[]>(
    `${selectDataSources(schema)} WHERE d.is_enabled ORDER BY d.name, d.id`,
    minimumLookMs,
  )
}

/** One data source with its configuration; undefined where it is gone. */
export async function loadDataSource(db: RawClient, schema: string, id: string): Promise<DataSourceRecord | undefined> {
  const [found] = await db.$queryRawUnsafe<DataSourceRecord[]>(`${selectDataSources(schema)} WHERE d.id = $2`, 0, id)
  return found
}

function selectDataSources(schema: string): string {
  const partitions = quoteTable(schema, 'ImportPartition')
  return `WITH clock AS MATERIALIZED (SELECT ${nowAs(partitions, 'walk_started_at')} AS now)
     SELECT d.id, d.organization_id AS "organizationId", d.name, d.provider::text AS provider,
       d.sync_interval_minutes AS "syncIntervalMinutes", d.last_sync_at AS "lastSyncAt", d.looked_at AS "lookedAt", d.requested_at AS "requestedAt",
       ${selectRungResources(partitions)} AS "rungResources",
       COALESCE((SELECT jsonb_agg(jsonb_build_object('key', c.key, 'value', c.value, 'isSecret', c.is_secret,
         'boundTo', to_jsonb(c) ->> 'bound_to'))
         FROM ${quoteTable(schema, 'DataSourceConfig')} c WHERE c.data_source_id = d.id), '[]') AS configs
     FROM ${quoteTable(schema, 'DataSource')} d, clock`
}

/** What was rung for long before a pass that completed everything was looked at in it; so few rows are read, by their index. */
function selectRungResources(partitions: string): string {
  return `COALESCE((SELECT jsonb_agg(DISTINCT p.script_name) FROM ${partitions} p
         WHERE p.data_source_id = d.id AND ${rungCondition('clock.now', '$1')}
           AND p.requested_at > COALESCE(d.last_sync_at - $1::bigint * interval '1 millisecond', '-infinity')), '[]')`
}

/**
 * Notes that a pass has looked at all of data sources, and moves `lastSyncAt` of those whose scripts all completed.
 * @param looked ids of those that were looked at
 * @param synced ids of those among them that completed
 * @throws {LockLostError} when another pass has taken the lock since.
 */
export async function recordSync(
  db: RawClient,
  schema: string,
  { looked, synced }: { looked: readonly string[]; synced: readonly string[] },
  at: Date,
  fencingToken: bigint,
): Promise<void> {
  if (looked.length === 0) return
  const table = quoteTable(schema, 'DataSource')
  const moved = await db.$executeRawUnsafe(
    `UPDATE ${table} SET looked_at = LEAST((jsonb_populate_record(NULL::${table}, $4::text::jsonb)).looked_at, ${nowAs(table, 'looked_at')}),
       last_sync_at = CASE WHEN id = ANY($5::text[])
         THEN LEAST((jsonb_populate_record(NULL::${table}, $4::text::jsonb)).last_sync_at, ${nowAs(table, 'last_sync_at')}) ELSE last_sync_at END
     WHERE id = ANY($1::text[]) AND ${requireFence(schema, '$2', '$3::bigint')}`,
    encodeArray(looked),
    passLockName(schema),
    fencingToken.toString(),
    encodeRecord({ last_sync_at: at, looked_at: at }),
    encodeArray(synced),
  )
  if (moved === 0 && !(await isFenceVisible(db, schema, fencingToken))) throw new LockLostError(lostMessage)
}
