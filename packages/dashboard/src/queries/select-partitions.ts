import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'
import { dateOf } from './date-of.js'

/** A partition in the list of its resource. */
export interface PartitionRow {
  key: string
  name: string
  status: string
  reason: string | null
  watermark: Date | null
  failures: number
  unlistedSince: Date | null
  updatedAt: Date | null
}

/** Which partitions are asked for. */
export interface PartitionFilter {
  status?: string | undefined
  /** A part of the reason or the name, in any case. */
  text?: string | undefined
  /** At least so many attempts failed, one after the other. */
  failures?: number | undefined
  /** Not complete up to this instant. */
  olderThan?: Date | undefined
  /** Keys after this one. */
  after?: string | undefined
}

/** Reads one page of the partitions of a resource, by their key: one more than the limit, if there are more. */
export async function selectPartitions(
  db: LedgerDatabase,
  schema: string,
  place: { dataSourceId: string; resource: string },
  { status, text, failures, olderThan, after }: PartitionFilter,
  limit: number,
): Promise<PartitionRow[]> {
  const rows = await db.$queryRawUnsafe<(Omit<PartitionRow, Instants> & Record<Instants, number | null>)[]>(
    `select key, coalesce(name, key) as name, status::text, reason, failures, ${epoch('watermark')} as watermark,
  ${epoch('unlisted_since')} as "unlistedSince", ${epoch('updated_at')} as "updatedAt"
from ${quoteTable(schema, 'ImportPartition')}
where data_source_id = $1 and script_name = $2 and ($3::text is null or key > $3) and ($4::text is null or status::text = $4)
  and ($5::text is null or strpos(lower(coalesce(name, key) || ' ' || coalesce(reason, '')), lower($5)) > 0)
  and failures >= $6::int and ($7::float8 is null or watermark is null or ${epoch('watermark')} < $7)
order by key limit ${limit + 1}`,
    place.dataSourceId,
    place.resource,
    after ?? null,
    status ?? null,
    text ?? null,
    failures ?? 0,
    olderThan ? olderThan.getTime() / 1_000 : null,
  )
  return rows.map((row) => ({
    ...row,
    watermark: dateOf(row.watermark),
    unlistedSince: dateOf(row.unlistedSince),
    updatedAt: dateOf(row.updatedAt),
  }))
}

type Instants = 'watermark' | 'unlistedSince' | 'updatedAt'

function epoch(column: string): string {
  return `extract(epoch from ${column})::float8`
}
