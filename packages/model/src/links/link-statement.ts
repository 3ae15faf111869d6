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
 * A repository that is no longer available counts only where no other one has the address. Addresses are equal in any
 * case where the repository's key is in small letters, as those of hosts are on which case doesn't matter. Rows to which
 * their own data source gave a repository are left alone. Runs that have the repository of their pipeline are not in `link`: there
 * may be millions.
 */
export function linkRule({ relation: table, has }: LinkTables): string {
  // The index of runs by pipeline and repository finds those that lack the repository of their pipeline; there may be none among millions.
  const others = ['is null', '< p.link_id', '> p.link_id'].map(
    (other) =>
      `select r.ctid, r.* from ${table('PipelineRun')} r where r.pipeline_id = p.id and r.repository_id ${other}`,
  )
  // One value: joined by two, a planner that expects few rows compares all addresses of an organisation with each other.
  const address = (key: string) => `s.organization_id || ' ' || ${key}`
  const isOwn = (alias: string) =>
    `exists (select from ${table('Repository')} o where o.id = ${alias}.repository_id and o.data_source_id = ${alias}.data_source_id)`
  return `
repository as materialized (
  select r.id, s.organization_id, r.remote_key, ${address('r.remote_key')} as address, r.removed_at is null as is_there
  from ${table('Repository')} r join ${table('DataSource')} s on s.id = r.data_source_id
), keyed as materialized (
  select address, remote_key,
    case when count(*) filter (where is_there) > 0 then count(*) filter (where is_there) else count(*) end as repositories,
    coalesce(min(id) filter (where is_there), min(id)) as id
  from repository where remote_key is not null group by 1, 2
), pipeline as materialized (
  select p.*, case when is_own then repository_id when coalesce(k.repositories, l.repositories) = 1 then coalesce(k.id, l.id) end as link_id
  from (
    select p.id, s.organization_id, p.remote_key, p.repository_id, ${isOwn('p')} as is_own,
      ${address('p.remote_key')} as address, ${address('lower(p.remote_key)')} as lower_address
    from ${table('Pipeline')} p join ${table('DataSource')} s on s.id = p.data_source_id
  ) p
  left join keyed k on k.address = p.address
  left join keyed l on k.id is null and l.address = p.lower_address
), other as materialized (
  select r.id, r.repository_id, p.link_id from pipeline p cross join lateral (${others.join(' union all ')}) r
  where p.link_id is not null and not ${isOwn('r')} order by r.ctid
), wanted as materialized (
  select 'Pipeline' as kind, id, repository_id, organization_id, remote_key, null::text as sha, null::text as run_id
  from pipeline where not is_own
  union all
  select 'PipelineRun', r.id, r.repository_id, s.organization_id, coalesce(r.remote_key, c.remote_key), coalesce(r.sha, c.sha), null
  from (
    select r.id, r.data_source_id, r.repository_id, r.sha, p.remote_key
    from pipeline p join ${table('PipelineRun')} r on r.pipeline_id = p.id where p.link_id is null
    union all
    select r.id, r.data_source_id, r.repository_id, r.sha, null
    from ${table('PipelineRun')} r where ${has('Pipeline') ? 'r.pipeline_id is null' : 'true'}
  ) r join ${table('DataSource')} s on s.id = r.data_source_id
  left join lateral (
    select min(x.remote_key) as remote_key, min(x.sha) as sha from ${table('PipelineRunCommit')} x
    where (r.remote_key is null or r.sha is null) and x.pipeline_run_id = r.id and x.is_primary having count(*) = 1
  ) c on true
  where not ${isOwn('r')}
  union all
  select 'Deployment', d.id, d.repository_id, s.organization_id, null, d.sha, d.pipeline_run_id
  from ${table('Deployment')} d join ${table('DataSource')} s on s.id = d.data_source_id where not ${isOwn('d')}
  union all
  select 'QualityProject', q.id, q.repository_id, s.organization_id, q.remote_key, null, null
  from ${table('QualityProject')} q join ${table('DataSource')} s on s.id = q.data_source_id where not ${isOwn('q')}
), named as materialized (
  select w.*, coalesce(k.repositories, l.repositories, 0) as repositories, coalesce(k.remote_key, l.remote_key) as key,
    case when coalesce(k.repositories, l.repositories) = 1 then coalesce(k.id, l.id) end as named_id
  from (select s.*, ${address('s.remote_key')} as address, ${address('lower(s.remote_key)')} as lower_address from wanted s) w
  left join keyed k on k.address = w.address
  left join keyed l on k.id is null and l.address = w.lower_address
), revision as materialized (
  select id, organization_id, repositories, key, sha from named where sha is not null and named_id is null
  union all
  select distinct n.id, n.organization_id, n.repositories, n.key, m.revision
  from named n join ${table('QualityMeasure')} m on m.quality_project_id = n.id
  where n.kind = 'QualityProject' and n.named_id is null and m.revision is not null
), committed as materialized (
  select c.id, count(distinct r.id) as repositories, min(r.id) as id_of_one
  from (
    select v.*, c.repository_id from revision v join ${table('Commit')} c on c.sha = v.sha
    union all
    select v.*, p.repository_id from revision v join ${table('PullRequestCommit')} c on c.sha = v.sha
    join ${table('PullRequest')} p on p.id = c.pull_request_id
  ) c
  join repository r on r.id = c.repository_id and r.organization_id = c.organization_id
    and (c.repositories = 0 or r.remote_key = c.key)
  group by 1
), found as materialized (
  select n.kind, n.id, n.repository_id, n.run_id,
    coalesce(n.named_id, case when c.repositories = 1 then c.id_of_one end) as link_id,
    case when n.repositories > 1 or c.repositories > 1 then 'several repositories'
      when n.remote_key is null and n.sha is null and c.id is null then 'no address or commit'
      else 'not imported' end as gap
  from named n left join committed c on c.id = n.id
), run as materialized (
  select id, repository_id, link_id, null as gap from other
  union all
  select id, repository_id, link_id, gap from found where kind = 'PipelineRun'
), linked as materialized (
  select 'PipelineRun' as kind, id, repository_id, link_id, gap from run
  union all
  select kind, id, repository_id, link_id, gap from found where kind in ('Pipeline', 'QualityProject')
  union all
  select d.kind, d.id, d.repository_id, coalesce(case when o.id is null then r.repository_id else o.link_id end, d.link_id), d.gap
  from found d left join ${table('PipelineRun')} r on r.id = d.run_id
  left join run o on o.id = d.run_id where d.kind = 'Deployment'
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
where link.kind = '${name}' and t.id = link.id and link.repository_id is distinct from link.link_id`,
    )
  const last = updates.pop()
  if (last === undefined) return null
  const others = updates.map((update, index) => `,\nchanged_${index} as (${update} returning 1)`)
  return `with ${linkRule(tables)}${others.join('')}\n${last}`
}
