import type { ConformanceClient } from './conformance-client.js'

/** Whether the ledger has a cursor for any partition of the data source. */
export async function isAnyPositionStored(db: ConformanceClient, dataSourceId: string): Promise<boolean> {
  const rows = await db.$queryRawUnsafe<{ is_any: boolean }[]>(
    `SELECT EXISTS (
       SELECT FROM data."ImportPartition" WHERE data_source_id = $1 AND cursor IS NOT NULL
     ) AS is_any`,
    dataSourceId,
  )
  return rows[0]?.is_any === true
}
