import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'

/** Partitions that are not complete for the same reason. */
export interface PartitionCause {
  status: string
  reason: string | null
  /** Each partition once, however many resources lack it. */
  count: number
  /** At most three of their names. */
  names: string[]
  /** At most four. */
  resources: string[]
  resourceCount: number
  sourceCount: number
  /** The data sources' ids, at most four. */
  dataSourceIds: string[]
  /** How many causes there are. */
  causes: number
}

/** Reads why partitions of enabled data sources are not complete: the causes of most weight first. */
export function selectCauses(
  db: LedgerDatabase,
  schema: string,
  resources: readonly { dataSourceId: string; resource: string }[],
  limit: number,
): PromiseLike<PartitionCause[]> {
  const partition = quoteTable(schema, 'ImportPartition')
  return db.$queryRawUnsafe<PartitionCause[]>(
    `select part.status::text, part.reason, (count(distinct (part.data_source_id, part.key)))::int as count, (count(*) over ())::int as causes,
  (array_agg(distinct coalesce(part.name, part.key)))[1:3] as names,
  (array_agg(distinct part.script_name))[1:4] as resources, (count(distinct part.script_name))::int as "resourceCount",
  (array_agg(distinct part.data_source_id))[1:4] as "dataSourceIds", (count(distinct part.data_source_id))::int as "sourceCount"
from jsonb_to_recordset($1::text::jsonb) as wanted (id text, name text)
join ${partition} part on part.data_source_id = wanted.id and part.script_name = wanted.name
where part.unlisted_since is null and part.status in ('FAILED', 'UNAVAILABLE', 'INCOMPLETE')
group by part.status, part.reason
order by case part.status::text when 'FAILED' then 1 when 'UNAVAILABLE' then 2 else 3 end, count(*) desc, part.reason limit ${limit}`,
    JSON.stringify(resources.map(({ dataSourceId, resource }) => ({ id: dataSourceId, name: resource }))),
  )
}
