import type { RawClient } from '@data-import/core'

/** The ledger of one script for one data source in figures. */
export interface PartitionCounts {
  dataSourceId: string
  resource: string
  complete: number
  failed: number
  skipped: number
  unavailable: number
  incomplete: number
  /** Not complete, and no longer tried because the script no longer names them; not counted elsewhere. */
  unlisted: number
  /** Up to when every partition that isn't skipped is complete; null while one never was. */
  watermark: Date | null
}

export async function partitionCounts(db: RawClient): Promise<PartitionCounts[]> {
  return db.$queryRawUnsafe<PartitionCounts[]>(`
    SELECT data_source_id AS "dataSourceId", script_name AS resource,
      (count(*) FILTER (WHERE status = 'COMPLETE'))::int AS complete,
      (count(*) FILTER (WHERE status = 'FAILED' AND unlisted_since IS NULL))::int AS failed,
      (count(*) FILTER (WHERE status = 'SKIPPED'))::int AS skipped,
      (count(*) FILTER (WHERE status = 'UNAVAILABLE' AND unlisted_since IS NULL))::int AS unavailable,
      (count(*) FILTER (WHERE status = 'INCOMPLETE' AND unlisted_since IS NULL))::int AS incomplete,
      (count(*) FILTER (WHERE status NOT IN ('COMPLETE', 'SKIPPED') AND unlisted_since IS NOT NULL))::int AS unlisted,
      CASE WHEN bool_or(watermark IS NULL AND status <> 'SKIPPED' AND unlisted_since IS NULL) THEN NULL
        ELSE min(watermark) FILTER (WHERE status <> 'SKIPPED' AND unlisted_since IS NULL) END AS watermark
    FROM "data"."ImportPartition" GROUP BY data_source_id, script_name`)
}
