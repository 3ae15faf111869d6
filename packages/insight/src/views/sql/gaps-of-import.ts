import type { Tables } from '../../database/read-tables.js'
import { counted } from './counted.js'
import { needs, pairs } from './needs.js'

/** What the ledger says: partitions that are not complete, and runs that failed as a whole. */
export function gapsOfImport(table: Tables): string[] {
  const need = pairs(needs, 'need (resource, metric)')
  const again = `'See the reason, data-import status and data-import logs; the next pass tries again.'`
  const doing =
    `case status when 'UNAVAILABLE' then 'Give the data source access to it, or leave it out.' ` +
    `when 'INCOMPLETE' then 'Wait for the next passes: the import goes on.' else ${again} end`
  return [
    `select need.metric, ${counted('partitions')}, ${doing}
  from (
    select s.organization_id, s.name || ': ' || p.script_name as "where", p.script_name,
      (sum(count(*)) over (partition by s.id, p.script_name))::int as n, count(*)::int as n_unknown,
      p.status::text as status, 'the import of ' || min(coalesce(p.name, p.key)) || case when count(*) > 1
        then ' and ' || count(*) - 1 || ' more' else '' end || ' is ' || lower(p.status::text) || coalesce(': ' || min(p.reason), '') as reason,
      -- Up to when it is complete: not the last attempt. Null where one of them never was.
      case when bool_and(p.watermark is not null) then min(p.watermark) end as since
    from ${table('ImportPartition')} p join ${table('DataSource')} s on s.id = p.data_source_id
    where p.unlisted_since is null group by 1, 2, 3, s.id, p.status
  ) g join ${need} on need.resource = g.script_name
  where g.status not in ('COMPLETE', 'SKIPPED')`,
    `select need.metric, organization_id, "where", null::int, null::int, null, reason, since, ${again}
  from (
    select distinct on (r.data_source_id, r.script_name) s.organization_id, s.name || ': ' || r.script_name as "where", r.script_name,
      r.status::text as status, 'the last run is ' || lower(r.status::text) || coalesce(': ' || r.error_message, '') as reason,
      (select max(b.last_fetched_data_at) from ${table('DataSourceRun')} b
        where b.data_source_id = r.data_source_id and b.script_name = r.script_name and b.status = 'COMPLETED') as since
    from ${table('DataSourceRun')} r join ${table('DataSource')} s on s.id = r.data_source_id
    where r.status <> 'RUNNING' order by r.data_source_id, r.script_name, r.started_at desc
  ) g join ${need} on need.resource = g.script_name
  where g.status in ('FAILED', 'SKIPPED', 'CANCELLED')`,
  ]
}
