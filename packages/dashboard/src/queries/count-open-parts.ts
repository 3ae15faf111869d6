import { quoteTable } from '@data-import/core'
import type { LedgerDatabase } from '@data-import/ledger'

/** How many parts of a data source there are, and how many of them are not complete in some resource. */
export interface OpenParts {
  dataSourceId: string
  /** Partitions of the resource that has the most: the repositories, or the jobs. */
  total: number
  /** Of those, the ones that some resource doesn't have completely. */
  open: number
  /** Partitions of other kinds that are not complete: a list of people, an organisation. */
  other: number
}

/**
 * Counts each part once, however many resources lack it.
 *
 * @param resources those whose partitions count.
 */
export function countOpenParts(
  db: LedgerDatabase,
  schema: string,
  resources: readonly { dataSourceId: string; resource: string }[],
): PromiseLike<OpenParts[]> {
  const partition = quoteTable(schema, 'ImportPartition')
  return db.$queryRawUnsafe<OpenParts[]>(
    `with list as (
  select data_source_id, script_name, count(*)::int as size from ${partition} where unlisted_since is null group by 1, 2
), main as (
  select distinct on (data_source_id) * from list order by data_source_id, size desc, script_name
), open as (
  select distinct part.data_source_id, part.key
  from jsonb_to_recordset($1::text::jsonb) as wanted (id text, name text)
  join ${partition} part on part.data_source_id = wanted.id and part.script_name = wanted.name
  where part.unlisted_since is null and part.status in ('FAILED', 'UNAVAILABLE', 'INCOMPLETE')
)
select open.data_source_id as "dataSourceId", main.size as total, count(listed.key)::int as open, (count(*) - count(listed.key))::int as other
from open join main using (data_source_id)
left join ${partition} listed on listed.data_source_id = open.data_source_id and listed.script_name = main.script_name and listed.key = open.key
group by open.data_source_id, main.size`,
    JSON.stringify(resources.map(({ dataSourceId, resource }) => ({ id: dataSourceId, name: resource }))),
  )
}
