import type { RawClient } from '../contract/database.js'
import type { Json } from '../contract/json.js'
import { quoteTable } from '../database/identifiers.js'

/** What the ledger knows of one partition. */
export interface LedgerEntry {
  status: PartitionStatus
  watermark: Date | null
  cursor: Json
  state: Json
  windowStart: Date | null
  windowEnd: Date | null
}

export type PartitionStatus = 'INCOMPLETE' | 'COMPLETE' | 'FAILED' | 'SKIPPED'

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
  walk?: { cursor: Json; windowStart: Date; windowEnd: Date } | null
  state?: Json
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
      const rows = await db.$queryRawUnsafe<(LedgerEntry & { key: string })[]>(
        `SELECT key, status::text AS status, watermark, cursor, state, window_start AS "windowStart", window_end AS "windowEnd"
         FROM ${table} WHERE data_source_id = $1 AND script_name = $2`,
        dataSourceId,
        resource,
      )
      return new Map(rows.map((row) => [row.key, row]))
    },

    async record(db: RawClient, change: LedgerChange): Promise<void> {
      const { walk } = change
      await db.$executeRawUnsafe(
        `INSERT INTO ${table} AS ledger (data_source_id, script_name, key, name, status, reason, watermark, cursor, state,
           window_start, window_end, failures, records_imported, records_failed, last_run_id, fencing_token, updated_at)
         VALUES ($1, $2, $3, $4, $5::text::${quoteTable(schema, 'ImportPartitionStatus')}, $6, $7::timestamptz, $8::text::jsonb, $9::text::jsonb,
           $10::timestamptz, $11::timestamptz, CASE WHEN $5::text = 'FAILED' THEN 1 ELSE 0 END, $12::bigint, $13::bigint, $14, $15::bigint, now())
         ON CONFLICT (data_source_id, script_name, key) DO UPDATE SET
           name = EXCLUDED.name, status = EXCLUDED.status, reason = EXCLUDED.reason,
           watermark = GREATEST(ledger.watermark, EXCLUDED.watermark),
           cursor = CASE WHEN $16::boolean THEN EXCLUDED.cursor ELSE ledger.cursor END,
           window_start = CASE WHEN $16::boolean THEN EXCLUDED.window_start ELSE ledger.window_start END,
           window_end = CASE WHEN $16::boolean THEN EXCLUDED.window_end ELSE ledger.window_end END,
           state = CASE WHEN $17::boolean THEN EXCLUDED.state ELSE ledger.state END,
           failures = CASE $5::text WHEN 'FAILED' THEN ledger.failures + 1 WHEN 'INCOMPLETE' THEN ledger.failures ELSE 0 END,
           records_imported = ledger.records_imported + EXCLUDED.records_imported,
           records_failed = ledger.records_failed + EXCLUDED.records_failed,
           last_run_id = EXCLUDED.last_run_id, fencing_token = EXCLUDED.fencing_token, updated_at = now()`,
        dataSourceId,
        resource,
        change.key,
        change.name,
        change.status,
        change.reason,
        change.watermark?.toISOString() ?? null,
        walk ? JSON.stringify(walk.cursor) : null,
        change.state === undefined ? null : JSON.stringify(change.state),
        walk?.windowStart.toISOString() ?? null,
        walk?.windowEnd.toISOString() ?? null,
        change.recordsImported,
        change.recordsFailed,
        runId,
        fencingToken.toString(),
        walk !== undefined,
        change.state !== undefined,
      )
    },
  }
}
