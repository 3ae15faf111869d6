import type { RawClient } from '../contract/database.js'
import type { Json } from '../contract/json.js'
import type { PartitionRecord } from '../contract/partition.js'
import { quoteTable } from '../database/identifiers.js'
import { encodeRecord } from '../save/encode-value.js'

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
}

export type PartitionStatus = 'INCOMPLETE' | 'COMPLETE' | 'FAILED' | 'SKIPPED' | 'UNAVAILABLE'

/** An open walk: its position, and the window that it must cover. */
export interface WalkWindow {
  cursor: Json
  windowStart: Date
  windowEnd: Date
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
  /** Null ends the walk: the next one begins anew. */
  walk?: WalkWindow | null
  /** Taken only where no walk is open: the window of one that failed before its first checkpoint. */
  firstWalk?: WalkWindow
  state?: Json
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
         window_start AS "windowStart", window_end AS "windowEnd"
       FROM ${quoteTable(schema, 'ImportPartition')} WHERE data_source_id = $1 AND script_name = $2 ORDER BY key`,
      dataSourceId,
      resource,
    ),
  )
}

/** An entry as scripts see it, in a pass whose window ends at `endDate`. */
export function toRecord(entry: LedgerEntry & { key: string }, endDate: Date): PartitionRecord {
  const { key, name, status, reason, watermark, state } = entry
  const isCurrent = status === 'COMPLETE' && watermark !== null && watermark >= endDate
  return { key, name: name ?? key, status, reason, watermark, state, isCurrent }
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
  return {
    async load(db: RawClient): Promise<Map<string, LedgerEntry>> {
      const rows = await loadPartitions(db, schema, dataSourceId, resource)
      return new Map(rows.map((row) => [row.key, row]))
    },

    /** Partitions that are complete and have no walk open are complete up to `watermark` now. */
    async recordUnchanged(
      db: RawClient,
      partitions: readonly { key: string; name: string }[],
      watermark: Date,
    ): Promise<void> {
      await db.$executeRawUnsafe(
        `UPDATE ${table} AS ledger SET name = k.name, watermark = GREATEST(ledger.watermark, r.watermark),
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

    async record(db: RawClient, change: LedgerChange): Promise<void> {
      const walk = change.walk ?? change.firstWalk
      await db.$executeRawUnsafe(
        `INSERT INTO ${table} AS ledger (data_source_id, script_name, key, name, status, reason, watermark, cursor, state,
           window_start, window_end, failures, records_imported, records_failed, last_run_id, fencing_token, updated_at)
         SELECT r.data_source_id, r.script_name, r.key, r.name, r.status, r.reason, r.watermark, r.cursor, r.state,
           r.window_start, r.window_end, r.failures, r.records_imported, r.records_failed, r.last_run_id, r.fencing_token, now()
         FROM jsonb_populate_record(NULL::${table}, $1::text::jsonb) AS r
         ON CONFLICT (data_source_id, script_name, key) DO UPDATE SET
           name = EXCLUDED.name, status = EXCLUDED.status, reason = EXCLUDED.reason,
           watermark = GREATEST(ledger.watermark, EXCLUDED.watermark),
           cursor = CASE WHEN $2::boolean OR $4::boolean AND ledger.window_start IS NULL THEN EXCLUDED.cursor ELSE ledger.cursor END,
           window_start = CASE WHEN $2::boolean OR $4::boolean AND ledger.window_start IS NULL THEN EXCLUDED.window_start ELSE ledger.window_start END,
           window_end = CASE WHEN $2::boolean OR $4::boolean AND ledger.window_start IS NULL THEN EXCLUDED.window_end ELSE ledger.window_end END,
           state = CASE WHEN $3::boolean THEN EXCLUDED.state ELSE ledger.state END,
           failures = CASE WHEN EXCLUDED.status::text IN ('FAILED', 'UNAVAILABLE') THEN ledger.failures + 1
             WHEN EXCLUDED.status::text = 'INCOMPLETE' THEN ledger.failures ELSE 0 END,
           records_imported = ledger.records_imported + EXCLUDED.records_imported,
           records_failed = ledger.records_failed + EXCLUDED.records_failed,
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
          failures: change.status === 'FAILED' || change.status === 'UNAVAILABLE' ? 1 : 0,
          records_imported: change.recordsImported,
          records_failed: change.recordsFailed,
          last_run_id: runId,
          fencing_token: fencingToken.toString(),
        }),
        change.walk !== undefined,
        change.state !== undefined,
        change.firstWalk !== undefined,
      )
    },
  }
}
