import type { Tables } from '../../database/read-tables.js'
import type { View } from './view.js'

/** One row for each change that went to production, with how long it took from its author's hands. */
export const leadTime: View = {
  name: 'lead_time',
  about: 'How long each change took from its author to production: one row a change and service.',
  sql: (table) =>
    changes(
      table,
      'case when not d.is_baseline then insight.weekday_seconds(t.authored_at, x.deployed_at) end as lead_weekday_seconds',
    ),
}

/** The changes as a query, with one more column or two. */
export function changes(table: Tables, more: string): string {
  return `
select d.organization_id, x.service, d.repository_id, x.deployment_id, l.pull_request_id, coalesce(o.sha, x.sha) as sha,
  coalesce(o.authored_at, case when o.sha is null then c.authored_at end) as authored_at, x.deployed_at,
  case when not d.is_baseline and t.authored_at <= x.deployed_at
    then extract(epoch from x.deployed_at - t.authored_at)::double precision end as lead_seconds,
  ${more},
  case when d.is_baseline then 'it was there before the first deployment'
    when t.authored_at is null then 'nobody says when it was written'
    when t.authored_at > x.deployed_at then 'its author''s clock was ahead of the deployment' end as unknown
from ${table('CommitDeployment')} x
join ${table('DeploymentLink')} d on d.deployment_id = x.deployment_id
join ${table('Commit')} c on c.repository_id = x.repository_id and c.sha = x.sha and c.unreachable_at is null
  and not coalesce(c.is_merge, cardinality(c.parent_shas) > 1, false)
left join (
  select distinct on (repository_id, sha) repository_id, sha, pull_request_id, rule from ${table('CommitPullRequest')} x
  where rule <> 'MERGED_BY' order by repository_id, sha, pull_request_id
) l on l.repository_id = x.repository_id and l.sha = x.sha
left join ${table('PullRequestCommit')} o on l.rule = 'SQUASH' and o.pull_request_id = l.pull_request_id
cross join lateral (select coalesce(o.authored_at, case when o.sha is null then c.authored_at end) as authored_at) t`
}
