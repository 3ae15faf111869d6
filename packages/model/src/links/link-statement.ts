import type { LinkTables } from './link-tables.js'

/** Why a row has no repository. */
export type LinkGap =
  /** It has neither an address nor a commit. */
  | 'no address or commit'
  /** Its address and its commit are of no repository that is imported. */
  | 'not imported'
  /** Several repositories have its address or its commit. */
  | 'several repositories'

/**
 * The one rule by which pipelines, runs, deployments and quality projects find their repository, as the CTE `link`: table, row, the
 * repository that it has and the one that it should have, and why it has none. In order:
 *
 * 1. The address names exactly one repository of the organisation: that one. A run has the address of its pipeline, else
 *    that of its primary commit.
 * 2. The address names several, of which exactly one has the commit: that one.
 * 3. No repository has the address, and exactly one has the commit, in its history or in a pull request: that one.
 *
 * A repository that is no longer to be had counts only where no other one has the address. Addresses are equal in any
 * case where the repository's key is in small letters, as those of hosts are on which case doesn't matter. Rows to which
 * their own data source gave a repository are left alone. Runs that have the repository of their pipeline are not in `link`: there
 * may be millions.
 */
export function linkRule({ relation: table }: LinkTables): string {
  const isOwn = (alias: string) =>
    `exists (select from ${table('Repository')} o where o.id = ${alias}.repository_id and o.data_source_id = ${alias}.data_source_id)`
  return `
repository as materialized (
  select r.id, s.organization_id, r.remote_key, r.removed_at is null as is_there
  from ${table('Repository')} r join ${table('DataSource')} s on s.id = r.data_source_id
), keyed as materialized (
  select organization_id, remote_key,
    case when count(*) filter (where is_there) > 0 then count(*) filter (where is_there) else count(*) end as repositories,
    coalesce(min(id) filter (where is_there), min(id)) as id
  from repository where remote_key is not null group by 1, 2
), pipeline as materialized (
  select p.*, case when is_own then repository_id when coalesce(k.repositories, l.repositories) = 1 then coalesce(k.id, l.id) end as link_id
  from (
    select p.id, s.organization_id, p.remote_key, p.repository_id, ${isOwn('p')} as is_own
    from ${table('Pipeline')} p join ${table('DataSource')} s on s.id = p.data_source_id
  ) p
  left join keyed k on k.organization_id = p.organization_id and k.remote_key = p.remote_key
  left join keyed l on k.id is null and l.organization_id = p.organization_id and l.remote_key = lower(p.remote_key)
), wanted as materialized (
  select 'Pipeline' as kind, id, repository_id, organization_id, remote_key, null::text as own_id, null::text as sha, null::text as run_id
  from pipeline where not is_own
  union all
  select 'PipelineRun', r.id, r.repository_id, s.organization_id, coalesce(p.remote_key, c.remote_key),
    case when p.is_own then p.repository_id end, coalesce(r.sha, c.sha), null
  from ${table('PipelineRun')} r join ${table('DataSource')} s on s.id = r.data_source_id
  left join pipeline p on p.id = r.pipeline_id
  left join lateral (
    select min(x.remote_key) as remote_key, min(x.sha) as sha from ${table('PipelineRunCommit')} x
    where (p.remote_key is null or r.sha is null) and x.pipeline_run_id = r.id and x.is_primary having count(*) = 1
  ) c on true
  where (p.link_id is null or r.repository_id is distinct from p.link_id) and not ${isOwn('r')}
  union all
  select 'Deployment', d.id, d.repository_id, s.organization_id, null, null, d.sha, d.pipeline_run_id
  from ${table('Deployment')} d join ${table('DataSource')} s on s.id = d.data_source_id where not ${isOwn('d')}
  union all
  select 'QualityProject', q.id, q.repository_id, s.organization_id, q.remote_key, null, null, null
  from ${table('QualityProject')} q join ${table('DataSource')} s on s.id = q.data_source_id where not ${isOwn('q')}
), named as materialized (
  select w.*, coalesce(k.repositories, l.repositories, 0) as repositories, coalesce(k.remote_key, l.remote_key) as key,
    case when coalesce(k.repositories, l.repositories) = 1 then coalesce(k.id, l.id) end as named_id
  from wanted w
  left join keyed k on k.organization_id = w.organization_id and k.remote_key = w.remote_key
  left join keyed l on k.id is null and l.organization_id = w.organization_id and l.remote_key = lower(w.remote_key)
), revision as materialized (
  select id, sha from named where sha is not null and own_id is null and named_id is null
  union
  select n.id, m.revision from named n join ${table('QualityMeasure')} m on m.quality_project_id = n.id
  where n.kind = 'QualityProject' and n.named_id is null and m.revision is not null
), committed as materialized (
  select n.id, count(distinct r.id) as repositories, min(r.id) as id_of_one
  from named n join revision v on v.id = n.id
  cross join lateral (
    select c.repository_id from ${table('Commit')} c where c.sha = v.sha
    union
    select p.repository_id from ${table('PullRequestCommit')} c join ${table('PullRequest')} p on p.id = c.pull_request_id where c.sha = v.sha
  ) c
  join repository r on r.id = c.repository_id and r.organization_id = n.organization_id
    and (n.repositories = 0 or r.remote_key = n.key)
  group by 1
), found as materialized (
  select n.kind, n.id, n.repository_id, n.run_id, n.remote_key, n.sha,
    coalesce(n.own_id, n.named_id, case when c.repositories = 1 then c.id_of_one end) as link_id,
    case when n.repositories > 1 or c.repositories > 1 then 'several repositories'
      when n.remote_key is null and n.sha is null and c.id is null then 'no address or commit'
      else 'not imported' end as gap
  from named n left join committed c on c.id = n.id
), linked as materialized (
  select kind, id, repository_id, link_id, gap from found where kind <> 'Deployment'
  union all
  select d.kind, d.id, d.repository_id,
    coalesce(case when o.id is null then r.repository_id else o.link_id end, d.link_id), d.gap
  from found d left join ${table('PipelineRun')} r on r.id = d.run_id
  left join found o on o.id = r.id and o.kind = 'PipelineRun' where d.kind = 'Deployment'
), link as materialized (
  select kind, id, repository_id, link_id, case when link_id is null then gap end as gap from linked
)`
}

const linkedTables = ['Pipeline', 'PipelineRun', 'Deployment', 'QualityProject'] as const

/** One statement that makes every link what {@link linkRule} says, and changes nothing else; null where no table has links. */
export function linkStatement(tables: LinkTables): string | null {
  if (!tables.has('Repository') || !tables.has('DataSource')) return null
  const updates = linkedTables
    .filter((name) => tables.has(name))
    .map(
      (name) => `
update ${tables.relation(name)} t set repository_id = link.link_id from link
where link.kind = '${name}' and t.id = link.id and t.repository_id is distinct from link.link_id`,
    )
  const last = updates.pop()
  if (last === undefined) return null
  const others = updates.map((update, index) => `,\nchanged_${index} as (${update} returning 1)`)
  return `with ${linkRule(tables)}${others.join('')}\n${last}`
}
