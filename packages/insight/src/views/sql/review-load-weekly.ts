import type { View } from './view.js'

/** How much each person reviews. */
export const reviewLoadWeekly: View = {
  name: 'review_load_weekly',
  about: 'How many pull requests each person reviewed in a week, how soon, and which part of all that were reviewed.',
  sql: (table) => `
with review as (
  select k.organization_id, coalesce(q.person_id, r.reviewer_id) as person_id, r.pull_request_id, r.submitted_at,
    coalesce(case when p.author_id is null then null else w.person_id end, p.author_id) as author_id,
    (select max(s.requested_at) from ${table('ReviewRequest')} s
      where s.pull_request_id = r.pull_request_id and s.reviewer_id = r.reviewer_id and s.requested_at <= r.submitted_at) as requested_at
  from ${table('Review')} r
  join ${table('PullRequest')} p on p.id = r.pull_request_id and p.removed_at is null
  join ${table('CountedRepository')} k on k.repository_id = p.repository_id and k.counted_id = p.repository_id
  left join ${table('Contributor')} b on b.id = r.reviewer_id
  left join ${table('PersonAccount')} q on q.contributor_id = r.reviewer_id
  left join ${table('PersonAccount')} w on w.contributor_id = p.author_id
  where r.removed_at is null and r.submitted_at is not null and not coalesce(b.is_bot, false)
), answered as (
  select organization_id, person_id, insight.week_of(submitted_at) as week, pull_request_id, count(*) as reviews,
    (array_agg(extract(epoch from submitted_at - requested_at)::double precision order by submitted_at))[1] as response_seconds
  from review where person_id is distinct from author_id or person_id is null group by 1, 2, 3, 4
), total as (
  select organization_id, week, count(distinct pull_request_id) as pull_requests from answered group by 1, 2
)
select a.organization_id, a.person_id, a.week, count(*)::int as reviewed_pull_requests, sum(a.reviews)::int as reviews,
  percentile_cont(0.5) within group (order by a.response_seconds) as median_response_seconds,
  count(*)::double precision / max(t.pull_requests) as share,
  count(*)::int as n, (count(*) - count(a.response_seconds))::int as n_unknown
from answered a join total t on t.organization_id = a.organization_id and t.week = a.week
group by 1, 2, 3`,
}
