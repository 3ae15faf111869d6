import type { View } from './view.js'

/** Deployments of each day. */
export const deploymentFrequencyDaily: View = {
  name: 'deployment_frequency_daily',
  about: 'Deployments to production of each day and service; days without any are rows with 0.',
  sql: (table) => `
with span as (
  select organization_id, service, insight.day_of(min(finished_at)) as since,
    insight.day_of(max(max(finished_at)) over (partition by organization_id)) as until
  from ${table('DeploymentLink')} x group by 1, 2
), day as (
  select organization_id, service, generate_series(since, until, interval '1 day')::date as day from span
)
select organization_id, service, day, count(*) filter (where result = 'SUCCESS')::int as deployments,
  count(*) filter (where kind = 'REDEPLOY')::int as redeployments, count(*) filter (where kind = 'ROLLBACK')::int as rollbacks,
  count(*) filter (where kind = 'FAILED')::int as failed, count(*) filter (where kind = 'UNKNOWN')::int as without_commit
from day left join (
  select organization_id, service, insight.day_of(finished_at) as day, result, kind from ${table('DeploymentLink')} x
) d using (organization_id, service, day)
group by 1, 2, 3`,
}
