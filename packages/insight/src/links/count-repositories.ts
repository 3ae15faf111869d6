import { literal, type Tables } from '../database/read-tables.js'

/**
 * Says of each repository which one counts: of those of an organisation with the same address, the one that is still to be had, of the
 * data source that has most kinds of rows; a plain clone comes behind a forge, and the data source that was added first wins.
 */
export function countRepositories(table: Tables, organizationId: string | undefined): string {
  const kinds = (['Commit', 'PullRequest', 'Issue', 'PipelineRun', 'Deployment'] as const).map(
    (name) => `exists (select from ${table(name)} x where x.data_source_id = s.id)::int`,
  )
  const only = organizationId === undefined ? 'true' : `organization_id = ${literal(organizationId)}`
  return `
with source as materialized (
  select s.id, s.organization_id, s.created_at, ${kinds.join(' + ')} as kinds, s.provider = 'GIT' as is_clone
  from ${table('DataSource')} s where ${only}
), repository as (
  select r.id, s.organization_id, coalesce(r.remote_key, 'id ' || r.id) as key,
    exists (select from ${table('Commit')} c where c.repository_id = r.id) as has_commits,
    row_number() over (partition by s.organization_id, coalesce(r.remote_key, 'id ' || r.id)
      order by r.removed_at is not null, s.kinds desc, s.is_clone, s.created_at, s.id, r.id) as place
  from ${table('Repository')} r join source s on s.id = r.data_source_id
), wanted as materialized (
  select id, organization_id, first_value(id) over (partition by organization_id, key order by place) as counted_id,
    first_value(id) over (partition by organization_id, key order by not has_commits, place) as commits_id
  from repository
), gone as (
  delete from ${table('CountedRepository')} c where ${only} and not exists (select from wanted w where w.id = c.repository_id)
)
insert into ${table('CountedRepository')} as c (repository_id, organization_id, counted_id, commits_id) select * from wanted
on conflict (repository_id) do update
set organization_id = excluded.organization_id, counted_id = excluded.counted_id, commits_id = excluded.commits_id
where (c.organization_id, c.counted_id, c.commits_id)
  is distinct from (excluded.organization_id, excluded.counted_id, excluded.commits_id)`
}
