import type { Tables } from '../../database/read-tables.js'

/** The figures that need each resource. */
const needs: Readonly<Record<string, readonly string[]>> = {
  commit: ['lead_time', 'contributor_absence_factor', 'hotspot'],
  'pull-request': ['lead_time', 'pull_request_cycle', 'review_load_weekly'],
  review: ['pull_request_cycle', 'review_load_weekly'],
  'pull-request-comment': ['pull_request_cycle'],
  deployment: ['deployment_frequency_daily', 'lead_time', 'change_fail_rate_monthly'],
  pipeline: ['pipeline_health_daily'],
  'pipeline-run': ['pipeline_health_daily', 'flaky_job'],
  job: ['pipeline_health_daily', 'flaky_job'],
  repository: ['lead_time', 'pull_request_cycle', 'deployment_frequency_daily', 'pipeline_health_daily'],
  'quality-measure': ['quality_trend'],
  'quality-project': ['quality_trend'],
}

/** What the ledger says: partitions that are not complete, and runs that failed as a whole. */
export function gapsOfImport(table: Tables): string[] {
  const rows = Object.entries(needs).flatMap(([resource, metrics]) =>
    metrics.map((metric) => `('${resource}', '${metric}')`),
  )
  const need = `(values ${rows.join(', ')}) as need (resource, metric)`
  const doing =
    `case status when 'UNAVAILABLE' then 'Give the data source access to it, or leave it out.' ` +
    `when 'INCOMPLETE' then 'Wait for the next passes: the import goes on.' else 'See data-import status and logs; the next pass tries again.' end`
  return [
    `select need.metric, organization_id, "where", n, n_unknown, reason, since, ${doing}
  from (
    select s.organization_id, s.name || ': ' || p.script_name as "where", p.script_name,
      (sum(count(*)) over (partition by s.id, p.script_name))::int as n, count(*)::int as n_unknown,
      p.status::text as status, 'the import of ' || min(coalesce(p.name, p.key)) || case when count(*) > 1
        then ' and ' || count(*) - 1 || ' more' else '' end || ' is ' || lower(p.status::text) || coalesce(': ' || min(p.reason), '') as reason,
      min(p.updated_at) as since
    from ${table('ImportPartition')} p join ${table('DataSource')} s on s.id = p.data_source_id
    where p.unlisted_since is null group by 1, 2, 3, s.id, p.status
  ) g join ${need} on need.resource = g.script_name
  where g.status not in ('COMPLETE', 'SKIPPED')`,
    `select need.metric, organization_id, "where", null::int, null::int, reason, since, 'See data-import status and logs; the next pass tries again.'
  from (
    select distinct on (r.data_source_id, r.script_name) s.organization_id, s.name || ': ' || r.script_name as "where", r.script_name,
      r.status::text as status, 'the last run is ' || lower(r.status::text) || coalesce(': ' || r.error_message, '') as reason,
      r.started_at as since
    from ${table('DataSourceRun')} r join ${table('DataSource')} s on s.id = r.data_source_id
    where r.status <> 'RUNNING' order by r.data_source_id, r.script_name, r.started_at desc
  ) g join ${need} on need.resource = g.script_name
  where g.status in ('FAILED', 'SKIPPED', 'CANCELLED')`,
  ]
}
