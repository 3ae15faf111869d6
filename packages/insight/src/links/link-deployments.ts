import { literal, type Tables } from '../database/read-tables.js'

/**
 * The deployments to production that ended, in their order, as the CTE `wanted`: what each was, and which commit of the history it
 * brought. That is the commit that the vendor names; if it isn't in the history, the merge of the pull request whose head it is, if that
 * was merged before.
 */
export function wantedDeployments(table: Tables, organizationId: string | undefined): string {
  const only = organizationId === undefined ? '' : `and k.organization_id = ${literal(organizationId)}`
  return `
given as materialized (
  select d.id as deployment_id, k.organization_id, coalesce(u.service, r.full_name) as service, k.counted_id as repository_id,
    k.commits_id, d.environment, d.result, d.started_at, d.finished_at, d.sha as given_sha
  from ${table('Deployment')} d
  join ${table('CountedRepository')} k on k.repository_id = d.repository_id
  join ${table('Repository')} o on o.id = d.repository_id
  join ${table('Repository')} r on r.id = k.counted_id
  left join lateral (
    select u.service, u.is_production from ${table('ServiceRule')} u
    join ${table('CountedRepository')} m on m.repository_id = u.repository_id
    where u.organization_id = k.organization_id and m.counted_id = k.counted_id and u.environment = d.environment
    order by u.repository_id = k.counted_id desc, u.repository_id limit 1
  ) u on true
  where d.status = 'DONE' and d.result in ('SUCCESS', 'FAILURE') and d.finished_at is not null and d.environment is not null
    and coalesce(u.is_production, ${isProduction('d')})
    -- A repository that two data sources of one vendor import has each deployment twice.
    and (d.repository_id = k.counted_id or d.data_source_id <> o.data_source_id) ${only}
), named as materialized (
  select g.*, c.sha as named_sha, c.unreachable_at is not null as is_fallen
  from given g
  -- offset: else a planner that expects many deployments reads all commits.
  left join lateral (
    select c.sha, c.unreachable_at from ${table('Commit')} c where c.repository_id = g.commits_id and c.sha = g.given_sha offset 0
  ) c on true
), merged as (
  select distinct on (n.deployment_id) n.deployment_id, p.merge_sha
  from named n
  -- One value: looked up by repository, all pull requests of it would be read for each deployment.
  join ${table('PullRequest')} p on p.repository_id || ' ' || p.head_sha = n.repository_id || ' ' || n.given_sha
  join ${table('Commit')} y on y.repository_id = n.commits_id and y.sha = p.merge_sha and y.unreachable_at is null
  where (n.named_sha is null or n.is_fallen) and n.given_sha is not null and p.merged_at <= n.finished_at
  order by n.deployment_id, p.merged_at desc, p.id
), known as (
  select n.*, coalesce(case when not n.is_fallen then n.named_sha end, m.merge_sha) as sha,
    case when n.named_sha is not null and not n.is_fallen then 'COMMIT' when m.merge_sha is not null then 'PULL_REQUEST' end as rule,
    case when n.given_sha is null then 'the deployment has no commit'
      when n.named_sha is null and m.merge_sha is null then 'its commit is not in the imported history'
      when n.is_fallen and m.merge_sha is null then 'its commit has fallen out of the history' end as unresolved
  from named n left join merged m on m.deployment_id = n.deployment_id
), timed as (
  select *, first_value(row(finished_at, deployment_id)) over brought as brought_at, row_number() over brought as time
  from known where result = 'SUCCESS'
  window brought as (partition by service, repository_id, environment, sha order by finished_at, deployment_id)
), placed as (
  select *, lag(sha) over line as previous_sha, lag(brought_at) over line as previous_brought_at, lag(deployment_id) over line as previous_id, row_number() over line as position,
    count(sha) over (partition by service, repository_id, environment order by finished_at, deployment_id
      rows between unbounded preceding and 1 preceding) as known_before,
    count(sha) over (partition by service, repository_id order by finished_at, deployment_id
      rows between unbounded preceding and 1 preceding) as known_anywhere
  from timed window line as (partition by service, repository_id, environment order by finished_at, deployment_id)
), wanted as materialized (
  select deployment_id, organization_id, service, repository_id, commits_id, environment, result, started_at, finished_at, given_sha,
    sha, rule, unresolved,
    case when sha is null then 'UNKNOWN'
      -- The first with a known commit: what it has was there before, at a time that nobody knows.
      when known_before = 0 then 'FIRST'
      when sha = previous_sha then 'REDEPLOY'
      when time > 1 then case when previous_sha is null then 'UNKNOWN'
        -- Back to what was there before the present one first came; else on again, to what was taken back.
        when brought_at < previous_brought_at then 'ROLLBACK' else 'REDEPLOY' end
      else 'CHANGE' end as kind,
    position::int, previous_id, sha is not null and known_anywhere = 0 as is_baseline
  from placed
  union all
  select deployment_id, organization_id, service, repository_id, commits_id, environment, result, started_at, finished_at, given_sha,
    sha, rule, unresolved, 'FAILED', null, null, false
  from known where result = 'FAILURE'
)`
}

/** Whether the environment of a deployment is production where no rule says so. */
export function isProduction(alias: string): string {
  return `lower(${alias}.environment) in ('production', 'prod', 'live') or coalesce(lower(${alias}.environment_tier), '') = 'production'`
}

const written = [
  ...[
    'deployment_id',
    'organization_id',
    'service',
    'repository_id',
    'commits_id',
    'environment',
    'result',
    'started_at',
  ],
  ...['finished_at', 'given_sha', 'sha', 'rule', 'unresolved', 'kind', 'position', 'previous_id', 'is_baseline'],
]

/**
 * Writes the deployments that differ. Where one is gone, or has another time or commit, the commits of its service are free again from then on.
 */
export function linkDeployments(table: Tables, organizationId: string | undefined): string {
  const only = organizationId === undefined ? 'true' : `l.organization_id = ${literal(organizationId)}`
  const facts = (alias: string) =>
    ['service', 'commits_id', 'sha', 'result', 'finished_at'].map((name) => `${alias}.${name}`).join(', ')
  const all = (alias: string) => written.map((name) => `${alias}.${name}`).join(', ')
  return `
with ${wantedDeployments(table, organizationId)}, moved as (
  select l.service, l.commits_id, min(l.finished_at) as since from ${table('DeploymentLink')} l
  left join wanted w on w.deployment_id = l.deployment_id
  where ${only} and l.result = 'SUCCESS' and l.sha is not null and (${facts('l')}) is distinct from (${facts('w')})
  group by 1, 2
), freed as (
  delete from ${table('CommitDeployment')} x using ${table('DeploymentLink')} l, moved m
  where x.deployment_id = l.deployment_id and l.service = m.service and l.commits_id = m.commits_id and l.finished_at >= m.since
), gone as (
  delete from ${table('DeploymentLink')} l
  where ${only} and not exists (select from wanted w where w.deployment_id = l.deployment_id)
)
insert into ${table('DeploymentLink')} as l (${written.join(', ')}) select * from wanted
on conflict (deployment_id) do update set ${written.map((name) => `${name} = excluded.${name}`).join(', ')}
where (${all('l')}) is distinct from (${all('excluded')})`
}
