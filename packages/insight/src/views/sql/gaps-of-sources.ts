import type { Tables } from '../../database/read-tables.js'
import { counted } from './counted.js'
import { needs, offers, pairs } from './needs.js'

const signsOfImport = [
  ...(['DataSourceRun', 'ImportPartition', 'Repository', 'Contributor', 'Commit', 'PullRequest'] as const),
  ...(['Pipeline', 'PipelineRun', 'Deployment', 'QualityProject', 'QualityMeasure'] as const),
]

/**
 * Data sources that bring nothing: disabled ones, those that never ran, and resources that passes leave out. The tables of runs tell it and not
 * the settings, which a role that reads figures may not see.
 */
export function gapsOfSources(table: Tables): string[] {
  const others = Object.keys(offers).map((provider) => `'${provider}'`)
  // Somebody may have written its rows by hand.
  const signs = signsOfImport.map((name) => `exists (select from ${table(name)} x where x.data_source_id = s.id)`)
  const source = `
    select s.*, ${signs.join(' or ')} as has_begun from ${table('DataSource')} s`
  // What a third party's provider imports is known once it has run; before, it may be anything.
  const offered = `
    select s.id, offer.resource from ${table('DataSource')} s join ${pairs(offers, 'offer (provider, resource)')} on offer.provider = s.provider
    union select data_source_id, script_name from ${table('DataSourceRun')} x
    union select s.id, need.resource from (${source}
    ) s cross join ${pairs(needs, 'need (resource, metric)')} where not s.has_begun and s.provider not in (${others.join(', ')})`
  return [
    `select distinct need.metric, ${counted('data sources')}, "do"
  from (
    select s.id, s.organization_id, s.name as "where", 1 as n, 1 as n_unknown, s.last_sync_at as since,
      case when s.is_enabled then 'nothing was imported yet' else 'the data source is disabled' end as reason,
      case when s.is_enabled then 'Run a pass: data-import run.' else 'Let passes import it again (data-import sources enable), or remove it.' end as "do"
    from (${source}
    ) s where not s.is_enabled or not s.has_begun
  ) g join (${offered}
  ) o on o.id = g.id join ${pairs(needs, 'need (resource, metric)')} on need.resource = o.resource`,
    `select need.metric, ${counted('data sources')}, 'Take it out of EXCLUDED_RESOURCES, or add it to RESOURCES, if the figure matters.'
  from (
    select s.organization_id, s.name || ': ' || o.resource as "where", o.resource, 1 as n, 1 as n_unknown,
      'the last whole pass left this resource out' as reason,
      (select max(r.last_fetched_data_at) from ${table('DataSourceRun')} r
        where r.data_source_id = s.id and r.script_name = o.resource and r.status = 'COMPLETED') as since
    from ${table('DataSource')} s join (${offered}
    ) o on o.id = s.id
    -- Its scripts all completed in the pass that began then.
    where s.is_enabled and exists (
      select from ${table('DataSourceRun')} r where r.data_source_id = s.id and r.started_at >= s.last_sync_at
    ) and not exists (
      select from ${table('DataSourceRun')} r where r.data_source_id = s.id and r.script_name = o.resource and r.started_at >= s.last_sync_at
    )
  ) g join ${pairs(needs, 'need (resource, metric)')} on need.resource = g.resource`,
  ]
}
