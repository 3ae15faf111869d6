import type { View } from './view.js'

/** On how few people a repository depends. */
export const contributorAbsenceFactor: View = {
  name: 'contributor_absence_factor',
  about: 'The fewest people who wrote half of the commits of a repository, in three windows.',
  sql: (table) => `
with span (name, length) as (values ('90 days', interval '90 days'), ('1 year', interval '1 year'), ('all', null)),
written as (
  select k.organization_id, k.counted_id as repository_id, s.name as span,
    coalesce(q.person_id, c.author_id, lower(c.author_email)) as person, count(*) as commits
  from ${table('Commit')} c
  join ${table('CountedRepository')} k on k.commits_id = c.repository_id and k.repository_id = k.counted_id
  join span s on s.length is null or c.committed_at >= now() - s.length
  left join ${table('Contributor')} a on a.id = c.author_id
  left join ${table('PersonAccount')} q on q.contributor_id = c.author_id
  where c.unreachable_at is null and not coalesce(c.is_merge, cardinality(c.parent_shas) > 1, false) and not coalesce(a.is_bot, false)
  group by 1, 2, 3, 4
), ranked as (
  select *, sum(commits) over (partition by repository_id, span order by person is null, commits desc, person) - commits as before,
    sum(commits) filter (where person is not null) over (partition by repository_id, span) as total
  from written
)
select organization_id, repository_id, span as "window",
  count(*) filter (where person is not null and before < total / 2.0)::int as factor, count(person)::int as people,
  coalesce(max(total), 0)::int as commits, sum(commits)::int as n, coalesce(sum(commits) filter (where person is null), 0)::int as n_unknown
from ranked group by 1, 2, 3`,
}
