import type { View } from './view.js'

/** The stages of each pull request. */
export const pullRequestCycle: View = {
  name: 'pull_request_cycle',
  about: 'How long each pull request was written, waited for a review, was reviewed and waited for production.',
  sql: (table) => `
select k.organization_id, p.id as pull_request_id, p.repository_id, p.number, w.person_id as author_person_id, p.state,
  f.first_commit_at, p.created_at as opened_at, coalesce(p.ready_at, p.created_at) as ready_at, v.first_review_at,
  v.first_approval_at, p.merged_at, case when not d.is_baseline then d.deployed_at end as deployed_at,
  extract(epoch from e.coded_at - f.first_commit_at)::double precision as coding_seconds,
  extract(epoch from e.picked_at - e.coded_at)::double precision as pickup_seconds,
  extract(epoch from p.merged_at - e.picked_at)::double precision as review_seconds,
  case when not d.is_baseline then extract(epoch from d.deployed_at - p.merged_at)::double precision end as deploy_seconds,
  insight.weekday_seconds(f.first_commit_at, e.coded_at) as coding_weekday_seconds,
  insight.weekday_seconds(e.coded_at, e.picked_at) as pickup_weekday_seconds,
  insight.weekday_seconds(e.picked_at, p.merged_at) as review_weekday_seconds,
  case when not d.is_baseline then insight.weekday_seconds(p.merged_at, d.deployed_at) end as deploy_weekday_seconds,
  case when p.merged_at is not null or p.closed_at is not null then v.first_review_at is null end as unreviewed,
  p.additions + p.deletions as size_lines,
  case when p.merged_at is null then null
    when d.is_baseline then 'it was there before the first deployment'
    when d.deployed_at is null and l.unresolved is not null and l.rule is null then l.unresolved
    when d.deployed_at is null then 'no known deployment has it' end as deploy_unknown
from ${table('PullRequest')} p
join ${table('CountedRepository')} k on k.repository_id = p.repository_id and k.counted_id = p.repository_id
left join ${table('Contributor')} a on a.id = p.author_id
left join ${table('PersonAccount')} w on w.contributor_id = p.author_id
left join ${table('PullRequestLink')} l on l.pull_request_id = p.id
left join lateral (
  select min(o.authored_at) as first_commit_at from ${table('PullRequestCommit')} o where o.pull_request_id = p.id
) f on true
left join lateral (
  select min(r.at) as first_review_at, min(r.at) filter (where r.state = 'APPROVED') as first_approval_at
  from (
    select reviewer_id, state, submitted_at as at from ${table('Review')} x where pull_request_id = p.id and removed_at is null
    union all
    -- Notes on the code are a review where the vendor has no other.
    select author_id, 'COMMENTED', created_at from ${table('PullRequestComment')} x where pull_request_id = p.id and path is not null
  ) r
  left join ${table('Contributor')} b on b.id = r.reviewer_id
  left join ${table('PersonAccount')} q on q.contributor_id = r.reviewer_id
  where not coalesce(b.is_bot, false) and r.reviewer_id is distinct from p.author_id
    and (q.person_id is null or q.person_id is distinct from w.person_id)
    and r.at <= coalesce(p.merged_at, p.closed_at, 'infinity')
) v on true
left join lateral (
  select x.deployed_at, y.is_baseline from ${table('CommitDeployment')} x
  join ${table('DeploymentLink')} y on y.deployment_id = x.deployment_id
  where x.repository_id = k.commits_id and x.sha = p.merge_sha order by x.deployed_at, x.deployment_id limit 1
) d on p.merged_at is not null
-- Stages follow each other, so that their sum is the time from the first commit to production. A stage that nobody knows stays
-- null: greatest() alone would make it 0.
cross join lateral (
  select case when f.first_commit_at is not null then
    least(greatest(coalesce(p.ready_at, p.created_at), f.first_commit_at), coalesce(p.merged_at, 'infinity'))
    else coalesce(p.ready_at, p.created_at) end as coded_at
) c
cross join lateral (
  select c.coded_at, case when v.first_review_at is not null then greatest(v.first_review_at, c.coded_at) end as picked_at
) e
where p.removed_at is null and not coalesce(a.is_bot, false)`,
}
