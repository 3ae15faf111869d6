import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'
import { dateOf } from './date-of.js'

/** The same partition in another resource of its data source. */
export interface Sibling {
  resource: string
  status: string
  reason: string | null
  watermark: Date | null
}

/** Reads what the other resources have of a partition. */
export async function selectSiblings(
  db: LedgerDatabase,
  schema: string,
  dataSourceId: string,
  key: string,
  resource: string,
): Promise<Sibling[]> {
  const rows = await db.$queryRawUnsafe<(Omit<Sibling, 'watermark'> & { watermark: number | null })[]>(
    `select script_name as resource, status::text, reason, extract(epoch from watermark)::float8 as watermark
from ${quoteTable(schema, 'ImportPartition')}
where data_source_id = $1 and key = $2 and script_name <> $3 order by script_name`,
    dataSourceId,
    key,
    resource,
  )
  return rows.map((row) => ({ ...row, watermark: dateOf(row.watermark) }))
}
