import type { PrismaClient } from '@data-import/reference-database'

/** The ledger of one script for one data source in figures. */
export interface PartitionCounts {
  dataSourceId: string
  resource: string
  complete: number
  failed: number
  skipped: number
  unavailable: number
  incomplete: number
  /** Up to when every partition that isn't skipped is complete; null while one never was. */
  watermark: Date | null
}

export async function partitionCounts(db: PrismaClient): Promise<PartitionCounts[]> {
  return db.$queryRaw<PartitionCounts[]>`
    SELECT data_source_id AS "dataSourceId", script_name AS resource,
      (count(*) FILTER (WHERE status = 'COMPLETE'))::int AS complete,
      (count(*) FILTER (WHERE status = 'FAILED'))::int AS failed,
      (count(*) FILTER (WHERE status = 'SKIPPED'))::int AS skipped,
      (count(*) FILTER (WHERE status = 'UNAVAILABLE'))::int AS unavailable,
      (count(*) FILTER (WHERE status = 'INCOMPLETE'))::int AS incomplete,
      CASE WHEN bool_or(watermark IS NULL AND status <> 'SKIPPED') THEN NULL
        ELSE min(watermark) FILTER (WHERE status <> 'SKIPPED') END AS watermark
    FROM "data"."ImportPartition" GROUP BY data_source_id, script_name`
}
