import type { Tables } from '../../database/read-tables.js'
import { isProduction } from '../../links/link-deployments.js'
import { changeKinds } from './change-failure.js'
import { counted } from './counted.js'
import { changes } from './lead-time.js'

const doingOfCommit = `case
    when reason = 'the deployment has no commit' then 'Let the deployment name its commit, or deploy by a tool that does.'
    when reason = 'its commit has fallen out of the history' then 'Nothing: the branch was rewritten since.'
    when reason like 'the deployment before%' then 'See the reason of that deployment.'
    else 'Import the branch that it was deployed from, or a longer window of commits.' end`

/** What of deployments, changes and pull requests could not be counted. */
export function gapsOfDelivery(table: Tables): string[] {
  return [
    `select 'lead_time' as metric, ${counted('deployments')}, ${doingOfCommit} as "do"
  from (
    select organization_id, service as "where", (sum(count(*)) over (partition by organization_id, service))::int as n, count(*)::int as n_unknown,
      unresolved as reason, min(finished_at) as since
    from ${table('DeploymentLink')} x where result = 'SUCCESS' group by 1, 2, unresolved
  ) g where reason is not null`,
    `select 'change_fail_rate_monthly', ${counted('deployments')}, ${doingOfCommit}
  from (
    select organization_id, service as "where", (sum(count(*)) over (partition by organization_id, service))::int as n, count(*)::int as n_unknown,
      case when kind = 'UNKNOWN' then coalesce(unresolved, 'the deployment before it has no known commit') end as reason,
      min(finished_at) as since
    from ${table('DeploymentLink')} x where kind in ${changeKinds} group by 1, 2, 5
  ) g where reason is not null`,
    `select 'lead_time', ${counted('changes')},
    'Nothing: ' || case when reason like 'commits of%' then 'what the first deployment has was there before, at a time that nobody knows.'
      when reason like 'nobody%' then 'the vendor doesn''t say it.' else 'the commit was written so.' end
  from (
    select organization_id, service as "where", (sum(count(*)) over (partition by organization_id, service))::int as n, count(*)::int as n_unknown,
      case when unknown = 'it was there before the first deployment' then 'commits of the first deployment' else unknown end as reason,
      min(deployed_at) as since
    from (${changes(table, 'null as nothing')}
    ) c group by 1, 2, unknown
  ) g where reason is not null`,
    `select 'pull_request_cycle', ${counted('pull requests')}, case
    when reason like 'its own commits%' or reason like 'only some%' then 'Import the resource that has the commits of pull requests.'
    when reason like 'it was merged into%' then 'Import that branch, or leave such pull requests out.'
    when reason like 'the vendor%' then 'Nothing: the vendor doesn''t say it.'
    else 'Import a longer window of commits.' end
  from (
    select k.organization_id, r.full_name as "where",
      (sum(count(*)) over (partition by k.organization_id, k.counted_id))::int as n, count(*)::int as n_unknown,
      l.unresolved as reason, min(p.merged_at) as since
    from ${table('PullRequestLink')} l
    join ${table('PullRequest')} p on p.id = l.pull_request_id and p.removed_at is null
    join ${table('CountedRepository')} k on k.repository_id = p.repository_id and k.counted_id = p.repository_id
    join ${table('Repository')} r on r.id = k.counted_id
    left join ${table('Contributor')} a on a.id = p.author_id
    where not coalesce(a.is_bot, false) group by 1, 2, k.counted_id, l.unresolved
  ) g where reason is not null`,
    `select 'deployment_frequency_daily', ${counted('deployments')}, case
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
