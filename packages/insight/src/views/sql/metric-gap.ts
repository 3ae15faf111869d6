import type { Tables } from '../../database/read-tables.js'
import { isProduction } from '../../links/link-deployments.js'
import { gapsOfImport } from './gaps-of-import.js'
import type { View } from './view.js'

/** Everything that a figure could not count. */
export const metricGap: View = {
  name: 'metric_gap',
  about: 'What could not be counted: of which figure, where, how many of how many, why, since when, and what to do.',
  sql: (table) => `
${[...gapsOfDelivery(table), ...gapsOfBuilds(table), ...gapsOfImport(table)].join('\nunion all\n')}`,
}

const counted = 'organization_id, "where", n, n_unknown, reason, since'

/** Deployments and changes. */
function gapsOfDelivery(table: Tables): string[] {
  return [
    `select 'lead_time' as metric, ${counted}, case
    when reason = 'the deployment has no commit' then 'Let the deployment name its commit, or deploy by a tool that does.'
    when reason = 'its commit has fallen out of the history' then 'Nothing: the branch was rewritten since.'
    else 'Import the branch that it was deployed from, or a longer window of commits.' end as "do"
  from (
    select organization_id, service as "where", (sum(count(*)) over (partition by organization_id, service))::int as n, count(*)::int as n_unknown,
      unresolved as reason, min(finished_at) as since
    from ${table('DeploymentLink')} x where result = 'SUCCESS' group by 1, 2, unresolved
  ) g where reason is not null`,
    `select 'lead_time', ${counted},
    'Nothing: what the first deployment has was there before, at a time that nobody knows.'
  from (
    select d.organization_id, d.service as "where", null::int as n, count(*)::int as n_unknown,
      'commits of the first deployment' as reason, min(x.deployed_at) as since
    from ${table('DeploymentLink')} d join ${table('CommitDeployment')} x on x.deployment_id = d.deployment_id
    where d.is_baseline group by 1, 2
  ) g`,
    `select 'pull_request_cycle', ${counted}, case
    when reason like 'its own commits%' or reason like 'only some%' then 'Import the resource that has the commits of pull requests.'
    when reason like 'it was merged into%' then 'Import that branch, or leave such pull requests out.'
    when reason like 'the vendor%' then 'Nothing: the vendor doesn''t say it.'
    else 'Import a longer window of commits.' end
  from (
    select k.organization_id, r.full_name as "where",
      (sum(count(*)) over (partition by k.organization_id, k.counted_id))::int as n, count(*)::int as n_unknown,
      l.unresolved as reason, min(p.merged_at) as since
    from ${table('PullRequestLink')} l
    join ${table('PullRequest')} p on p.id = l.pull_request_id
    join ${table('CountedRepository')} k on k.repository_id = p.repository_id
    join ${table('Repository')} r on r.id = k.counted_id
    group by 1, 2, k.counted_id, l.unresolved
  ) g where reason is not null`,
    `select 'deployment_frequency_daily', ${counted}, case
    when reason like 'no rule%' then 'Add a ServiceRule for this environment; with is_production false where it isn''t.'
    when reason like 'it names no%' then 'Let the deployment name it.'
    when reason like 'no repository%' then 'Import the repository that is deployed, or let the deployment name a commit.'
    else 'Nothing: the vendor doesn''t say it.' end
  from (
    select s.organization_id, coalesce(r.full_name, s.name) || coalesce(': ' || d.environment, '') as "where",
      (sum(count(*)) over (partition by s.organization_id, coalesce(r.full_name, s.name) || coalesce(': ' || d.environment, '')))::int as n,
      count(*)::int as n_unknown,
      case
        when u.is_production is false then null
        when d.repository_id is null then 'no repository is known for it'
        when d.environment is null then 'it names no environment'
        when u.is_production is null and not coalesce(${isProduction('d')}, false) then 'no rule says whether the environment is production'
        when d.status is null then 'its state has no known meaning'
        when d.status = 'DONE' and d.finished_at is null then 'nobody says when it ended'
        when d.status = 'DONE' and d.result is null then 'nobody says how it ended' end as reason,
      min(coalesce(d.finished_at, d.created_at)) as since
    from ${table('Deployment')} d
    join ${table('DataSource')} s on s.id = d.data_source_id
    left join ${table('Repository')} r on r.id = d.repository_id
    left join ${table('CountedRepository')} k on k.repository_id = d.repository_id
    left join lateral (
      select u.is_production from ${table('ServiceRule')} u
      join ${table('CountedRepository')} m on m.repository_id = u.repository_id
      where u.organization_id = s.organization_id and m.counted_id = k.counted_id and u.environment = d.environment
      order by u.repository_id = k.counted_id desc, u.repository_id limit 1
    ) u on true
    group by 1, 2, 5
  ) g where reason is not null`,
  ]
}

/** Builds and analyses. */
function gapsOfBuilds(table: Tables): string[] {
  return [
    `select 'pipeline_health_daily', ${counted}, case
    when reason like 'no repository%' then 'Import the repository that is built.' else 'Nothing: the vendor doesn''t say it.' end
  from (
    select s.organization_id, s.name as "where", (sum(count(*)) over (partition by s.organization_id, s.id))::int as n,
      count(*)::int as n_unknown,
      case when r.repository_id is null then 'no repository is known for the run'
        when r.status is null or r.status = 'DONE' and r.result is null then 'nobody says how the run ended' end as reason,
      min(r.created_at) as since
    from ${table('PipelineRun')} r join ${table('DataSource')} s on s.id = r.data_source_id group by 1, 2, s.id, 5
  ) g where reason is not null`,
    `select 'hotspot', ${counted}, 'Ask for the files of commits (a setting of the git provider).'
  from (
    select k.organization_id, r.full_name as "where", null::int as n, null::int as n_unknown,
      'files of commits are not imported' as reason, null::timestamptz as since
    from ${table('CountedRepository')} k join ${table('Repository')} r on r.id = k.counted_id
    where k.repository_id = k.counted_id and exists (select from ${table('Commit')} c where c.repository_id = k.commits_id)
      and not exists (select from ${table('Commit')} c join ${table('CommitFile')} f on f.commit_id = c.id
        where c.repository_id = k.commits_id and c.committed_at >= now() - interval '90 days')
  ) g`,
    `select 'quality_trend', ${counted}, 'Bind the project to its repository at the quality server, or import that repository.'
  from (
    select s.organization_id, q.project_key as "where", 1 as n, 1 as n_unknown, 'no repository is known for the project' as reason,
      null::timestamptz as since
    from ${table('QualityProject')} q join ${table('DataSource')} s on s.id = q.data_source_id
    where q.repository_id is null and q.removed_at is null
  ) g`,
  ]
}
