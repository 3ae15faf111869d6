import type { RawClient } from '@data-import/core'

/** A partition that is not COMPLETE. */
export interface UnfinishedPartition {
  dataSourceId: string
  resource: string
  key: string
  name: string | null
  status: string
  reason: string | null
  /** Since when the source no longer lists it; null while it does. */
  unlistedSince: Date | null
}

/** Reads the partitions that are not COMPLETE, by key. */
export async function unfinishedPartitions(db: RawClient): Promise<UnfinishedPartition[]> {
  return db.$queryRawUnsafe<UnfinishedPartition[]>(
    `SELECT data_source_id AS "dataSourceId", script_name AS resource, key, name, status::text AS status, reason,
       unlisted_since AS "unlistedSince"
     FROM "data"."ImportPartition" WHERE status <> 'COMPLETE' ORDER BY key`,
  )
}
