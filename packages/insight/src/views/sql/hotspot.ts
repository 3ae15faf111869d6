import { recentCommits } from './commit-files.js'
import type { View } from './view.js'

/** Files that change often. */
export const hotspot: View = {
  name: 'hotspot',
  about: 'Which files changed most in the last 90 days, by how many people, and how often that was taken back.',
  sql: (table) => `
select c.organization_id, c.counted_id as repository_id, f.path, count(*)::int as commits_90d,
  count(distinct coalesce(q.person_id, c.author_id, lower(c.author_email)))::int as people_90d,
  sum(f.lines_added + f.lines_removed)::bigint as lines_90d,
  count(*) filter (where c.message like '%This reverts commit %')::int as reverts_90d,
  count(*)::int as n, (count(*) - count(f.lines_added + f.lines_removed))::int as n_unknown
from (${recentCommits(table)}
) c
join ${table('CommitFile')} f on f.commit_id = c.with_files
left join ${table('PersonAccount')} q on q.contributor_id = c.author_id
group by 1, 2, 3`,
}
