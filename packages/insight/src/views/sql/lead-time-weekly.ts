import { changes } from './lead-time.js'
import type { View } from './view.js'

/** The changes of each week. */
export const leadTimeWeekly: View = {
  name: 'lead_time_weekly',
  about: 'Percentiles of the lead time of the changes that went to production in a week, by service.',
  sql: (table) => `
with change as (${changes(table, 'insight.week_of(x.deployed_at) as week')}
), pull_request as (
  select organization_id, service, min(week) as week, pull_request_id, max(lead_seconds) as lead_seconds
  from change where pull_request_id is not null group by 1, 2, 4
), by_pull_request as (
  select organization_id, service, week, percentile_cont(0.5) within group (order by lead_seconds) as p50
  from pull_request group by 1, 2, 3
), unplaced as (
  select organization_id, service, insight.week_of(finished_at) as week, count(*)::int as deployments
  from ${table('DeploymentLink')} x where result = 'SUCCESS' and sha is null group by 1, 2, 3
), by_change as (
  select organization_id, service, week, count(*)::int as n,
    (count(*) - count(lead_seconds))::int as n_unknown,
    percentile_cont(0.5) within group (order by lead_seconds) as p50,
    percentile_cont(0.75) within group (order by lead_seconds) as p75,
    percentile_cont(0.9) within group (order by lead_seconds) as p90
  from change group by 1, 2, 3
)
select organization_id, service, week, coalesce(c.n, 0) as n, coalesce(c.n_unknown, 0) as n_unknown,
  coalesce(u.deployments, 0) as unknown_deployments, c.p50 as p50_seconds, c.p75 as p75_seconds, c.p90 as p90_seconds,
  p.p50 as p50_pull_request_seconds
from by_change c full join unplaced u using (organization_id, service, week)
left join by_pull_request p using (organization_id, service, week)`,
}
