import type { ConformanceClient } from './conformance-client.js'

/** Whether any walk of a data source would go on at a position. */
export async function isAnyPositionStored(db: ConformanceClient, dataSourceId: string): Promise<boolean> {
  const rows = await db.$queryRawUnsafe<{ is_any: boolean }[]>(
    `SELECT EXISTS (
       SELECT FROM data."ImportPartition" WHERE data_source_id = $1 AND cursor IS NOT NULL
     ) AS is_any`,
    dataSourceId,
  )
  return rows[0]?.is_any === true
}
