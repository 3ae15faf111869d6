import type { PartitionRecord } from '../contract/partition.js'
import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import type { Json } from '../database/json.js'
import { nowAs } from '../database/now-as.js'
import { rungCondition } from '../rings/rung-condition.js'
import { DiscardedRowError } from '../runs/discarded-row.js'
import { encodeRecord } from '../tables/encode-value.js'
import { copyJson } from './copy-json.js'

/** What the ledger knows of one partition. */
export interface LedgerEntry {
  name: string | null
  status: PartitionStatus
  reason: string | null
  watermark: Date | null
  cursor: Json
  state: Json
  windowStart: Date | null
  windowEnd: Date | null
  /** Of the addresses that the cursor belongs to; null where it isn't known. */
  addressDigest: string | null
  /** Consecutive walks that failed at the cursor before they saved anything. */
  cursorFailures: number
  /** Since when the script doesn't name it any more. */
  unlistedSince: Date | null
  /** When somebody last asked to look at it. */
  requestedAt: Date | null
  /** When its last walk began. */
  walkStartedAt: Date | null
}

export type PartitionStatus = 'INCOMPLETE' | 'COMPLETE' | 'FAILED' | 'SKIPPED' | 'UNAVAILABLE'

/** An open walk: its position, and the window that it must cover. */
export interface WalkWindow {
  cursor: Json
  windowStart: Date
  windowEnd: Date
  addressDigest?: string | null
  /** Default: 0. */
  cursorFailures?: number
}

/** A change of the ledger. What is left out stays as it is. */
export interface LedgerChange {
  key: string
  name: string
  status: PartitionStatus
  reason: string | null
  /** Rows of this walk that came after the last change. */
  recordsImported: number
  recordsFailed: number
  watermark?: Date
  /** Null ends the walk: the next one starts over. */
  walk?: WalkWindow | null
  /** Taken only where no walk is open: the window of one that failed before its first checkpoint. */
  firstWalk?: WalkWindow
  state?: Json
  /** When this walk began, by the database's clock; left out where it continues an earlier one. */
  walkStartedAt?: Date
}

/** The partitions of one script for one data source. */
export function loadPartitions(
  db: RawClient,
  schema: string,
  dataSourceId: string,
  resource: string,
): Promise<(LedgerEntry & { key: string })[]> {
  return Promise.resolve(
    db.$queryRawUnsafe<(LedgerEntry & { key: string })[]>(
      `SELECT key, name, status::text AS status, reason, watermark, cursor, state,
         window_start AS "windowStart", window_end AS "windowEnd", address_digest AS "addressDigest",
         cursor_failures AS "cursorFailures", unlisted_since AS "unlistedSince",
         requested_at AS "requestedAt", walk_started_at AS "walkStartedAt"
       FROM ${quoteTable(schema, 'ImportPartition')} WHERE data_source_id = $1 AND script_name = $2 ORDER BY key`,
      dataSourceId,
      resource,
    ),
  )
}

/** An entry as scripts see it, in a pass whose window ends at `endDate`; theirs to change. */
export function toRecord(entry: LedgerEntry & { key: string }, endDate: Date): PartitionRecord {
  const { key, name, status, reason, state } = entry
  const watermark = entry.watermark ? new Date(entry.watermark) : null
  // Not `>=`: what lies in the future was written by a clock that was wrong.
  const isCurrent = status === 'COMPLETE' && watermark?.getTime() === endDate.getTime()
  return { key, name: name ?? key, status, reason, watermark, state: copyJson(state), isCurrent }
}

/** What an open walk consists of: always written together. */
const walkColumns = ['cursor', 'window_start', 'window_end', 'address_digest', 'cursor_failures'] as const
const isWalkGiven = '($2::boolean OR $4::boolean AND ledger.window_start IS NULL)'

/** Never earlier than it was, but for one in the future, which a clock that was wrong has left; never past now. */
function laterWatermark(given: string, now: string): string {
  return `CASE WHEN ${given} IS NULL THEN ledger.watermark
    WHEN ledger.watermark <= ${now} THEN GREATEST(ledger.watermark, LEAST(${given}, ${now})) ELSE LEAST(${given}, ${now}) END`
}

/** The ledger of one script for one data source. */
export type Ledger = ReturnType<typeof createLedger>

export function createLedger(
  schema: string,
  dataSourceId: string,
  resource: string,
  runId: string,
  fencingToken: bigint,
) {
  const table = quoteTable(schema, 'ImportPartition')
  const now = nowAs(table, 'watermark')
  return {
    async load(db: RawClient): Promise<Map<string, LedgerEntry>> {
      const rows = await loadPartitions(db, schema, dataSourceId, resource)
      return new Map(rows.map((row) => [row.key, row]))
    },

    /** Keys of the data source's partitions, of whatever resource, that `isRung` now. */
    async rungKeys(db: RawClient, minimumLookMs: number): Promise<Set<string>> {
      const rows = await db.$queryRawUnsafe<{ key: string }[]>(
        `WITH clock AS MATERIALIZED (SELECT ${nowAs(table, 'walk_started_at')} AS now)
         SELECT DISTINCT p.key FROM ${table} p, clock WHERE p.data_source_id = $1 AND ${rungCondition('clock.now', '$2')}`,
        dataSourceId,
        minimumLookMs,
      )
      return new Set(rows.map(({ key }) => key))
    },

    /** Partitions that are complete and have no walk open are complete up to `watermark` now. */
    async recordUnchanged(
      db: RawClient,
      partitions: readonly { key: string; name: string }[],
      watermark: Date,
    ): Promise<void> {
      await db.$executeRawUnsafe(
        `UPDATE ${table} AS ledger SET name = k.name, watermark = ${laterWatermark('r.watermark', now)}, unlisted_since = NULL,
           last_run_id = r.last_run_id, fencing_token = r.fencing_token, updated_at = now()
         FROM jsonb_populate_record(NULL::${table}, $1::text::jsonb) AS r,
           jsonb_to_recordset($2::text::jsonb) AS k (key text, name text)
         WHERE ledger.data_source_id = r.data_source_id AND ledger.script_name = r.script_name AND ledger.key = k.key
           AND ledger.status = 'COMPLETE' AND ledger.window_start IS NULL`,
        encodeRecord({
          data_source_id: dataSourceId,
          script_name: resource,
          watermark,
          last_run_id: runId,
          fencing_token: fencingToken.toString(),
        }),
        `[${partitions.map(({ key, name }) => encodeRecord({ key, name })).join(',')}]`,
      )
    },

    /** Notes that the script doesn't name these partitions any more. */
    async recordUnlisted(db: RawClient, keys: readonly string[]): Promise<void> {
      await db.$executeRawUnsafe(
        `UPDATE ${table} SET unlisted_since = ${nowAs(table, 'unlisted_since')}
         WHERE data_source_id = $1 AND script_name = $2 AND unlisted_since IS NULL
           AND key IN (SELECT jsonb_array_elements_text($3::text::jsonb))`,
        dataSourceId,
        resource,
        JSON.stringify(keys),
      )
    },

    /** @throws {DiscardedRowError} */
    async record(db: RawClient, change: LedgerChange): Promise<void> {
      const walk = change.walk ?? change.firstWalk
      const recorded = await db.$executeRawUnsafe(
        `INSERT INTO ${table} AS ledger (data_source_id, script_name, key, name, status, reason, watermark, cursor, state,
           window_start, window_end, address_digest, cursor_failures, failures, records_imported, records_failed, walk_started_at, last_run_id, fencing_token, updated_at)
         SELECT r.data_source_id, r.script_name, r.key, r.name, r.status, r.reason, CASE WHEN r.watermark > ${now} THEN ${now} ELSE r.watermark END, r.cursor, r.state,
           r.window_start, r.window_end, r.address_digest, r.cursor_failures, r.failures, r.records_imported, r.records_failed, r.walk_started_at, r.last_run_id, r.fencing_token, now()
         FROM jsonb_populate_record(NULL::${table}, $1::text::jsonb) AS r
         ON CONFLICT (data_source_id, script_name, key) DO UPDATE SET
           name = EXCLUDED.name, status = EXCLUDED.status, reason = EXCLUDED.reason,
           watermark = ${laterWatermark('EXCLUDED.watermark', now)}, unlisted_since = NULL,
           ${walkColumns.map((column) => `${column} = CASE WHEN ${isWalkGiven} THEN EXCLUDED.${column} ELSE ledger.${column} END`).join(', ')},
           state = CASE WHEN $3::boolean THEN EXCLUDED.state ELSE ledger.state END,
           failures = CASE WHEN EXCLUDED.status::text IN ('FAILED', 'UNAVAILABLE') THEN ledger.failures + 1
             WHEN EXCLUDED.status::text = 'INCOMPLETE' THEN ledger.failures ELSE 0 END,
           records_imported = ledger.records_imported + EXCLUDED.records_imported,
           records_failed = ledger.records_failed + EXCLUDED.records_failed,
           walk_started_at = COALESCE(EXCLUDED.walk_started_at, ledger.walk_started_at),
           requested_at = CASE WHEN ledger.requested_at > ${now} THEN ${now} ELSE ledger.requested_at END,
           last_run_id = EXCLUDED.last_run_id, fencing_token = EXCLUDED.fencing_token, updated_at = now()`,
        encodeRecord({
          data_source_id: dataSourceId,
          script_name: resource,
          key: change.key,
          name: change.name,
          status: change.status,
          reason: change.reason,
          watermark: change.watermark,
          cursor: walk?.cursor,
          state: change.state,
          window_start: walk?.windowStart,
          window_end: walk?.windowEnd,
          address_digest: walk?.addressDigest ?? null,
          cursor_failures: walk?.cursorFailures ?? 0,
          failures: change.status === 'FAILED' || change.status === 'UNAVAILABLE' ? 1 : 0,
          records_imported: change.recordsImported,
          records_failed: change.recordsFailed,
          walk_started_at: change.walkStartedAt,
          last_run_id: runId,
          fencing_token: fencingToken.toString(),
        }),
        change.walk !== undefined,
        change.state !== undefined,
        change.firstWalk !== undefined,
      )
      if (recorded === 0) throw new DiscardedRowError('ImportPartition')
    },
  }
}
