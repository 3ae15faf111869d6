import { literal, type Tables } from '../database/read-tables.js'

/**
 * Deployments whose commits are to be walked, as a query, the earliest first: those whose own commit isn't given yet, or to a later one,
 * and those whose walk ended at a commit that was not imported then, and is now.
 */
function startsOfWalks(table: Tables, organizationId: string | undefined): string {
  const only = organizationId === undefined ? '' : `and l.organization_id = ${literal(organizationId)}`
  return `
select l.service, l.commits_id, l.sha, l.deployment_id, l.finished_at from ${table('DeploymentLink')} l
where l.result = 'SUCCESS' and l.sha is not null ${only} and not exists (
  select from ${table('CommitDeployment')} x where x.repository_id = l.commits_id and x.service = l.service and x.sha = l.sha
    and (x.deployed_at, x.deployment_id) <= (l.finished_at, l.deployment_id) offset 0)
union all
select x.service, x.repository_id, x.sha, x.deployment_id, x.deployed_at from ${table('CommitDeployment')} x
join ${table('DeploymentLink')} l on l.deployment_id = x.deployment_id ${only}
where x.is_missing and exists (select from ${table('Commit')} c where c.repository_id = x.repository_id and c.sha = x.sha offset 0)`
}

/** Counts the walks that {@link giveCommits} has before it, as `walks`. */
export function countWalks(table: Tables, organizationId: string | undefined): string {
  return `select count(*)::int as walks from (${startsOfWalks(table, organizationId)}) s`
}

/**
 * Gives each commit to the first deployment that has it, for the next deployments of those that are to be walked. A walk goes from the deployed
 * commit to its parents and stops at commits that belong to an earlier deployment; it takes those of later ones over. So each commit is
 * walked about once in its life, and it doesn't matter which deployment was imported first.
 *
 * A block and not a statement, so that one plan serves all walks. Each look-up has an offset, so that Postgres can't make a join of it: while the
 * first link is on its way, statistics say that the table it fills is empty, and a join would then read all of it for each commit.
 */
export function giveCommits(table: Tables, organizationId: string | undefined, walks: number): string {
  // A commit that was missing is walked again once it is there.
  const isGiven = (sha: string, parents: string) => `exists (
      select from ${table('CommitDeployment')} x where x.repository_id = start.commits_id and x.service = start.service and x.sha = ${sha}
        and (x.deployed_at, x.deployment_id) <= (start.finished_at, start.deployment_id)
        and (x.is_missing is null or ${parents} is null) offset 0)`
  const commit = (sha: string) =>
    `lateral (select c.parent_shas, c.message from ${table('Commit')} c where c.repository_id = start.commits_id and c.sha = ${sha} offset 0)`
  return `do $walk$
declare start record;
begin
  for start in select * from (${startsOfWalks(table, organizationId)}) s order by finished_at, deployment_id, sha limit ${walks} loop
    with recursive walk (sha, parents, message) as (
      select start.sha, c.parent_shas, c.message from (select) one
      left join ${commit('start.sha')} c on true
      where not ${isGiven('start.sha', 'c.parent_shas')}
      union
      select p.sha, c.parent_shas, case when c.message like '%This reverts commit %' then c.message end from walk w
      cross join lateral unnest(w.parents) p (sha)
      left join ${commit('p.sha')} c on true
      where not ${isGiven('p.sha', 'c.parent_shas')}
    )
    insert into ${table('CommitDeployment')} as x (service, repository_id, sha, deployment_id, deployed_at, reverts, is_missing)
    select start.service, start.commits_id, w.sha, start.deployment_id, start.finished_at,
      case when w.message like '%This reverts commit %' then (
        select array_agg(m[1]) from regexp_matches(w.message, 'This reverts commit ([0-9a-f]{7,64})', 'g') m) end,
      case when w.parents is null then true end
    from walk w
    on conflict (repository_id, service, sha) do update set deployment_id = excluded.deployment_id,
      deployed_at = excluded.deployed_at, reverts = excluded.reverts, is_missing = excluded.is_missing;
  end loop;
end
$walk$`
}
