import { changeKinds, fixes } from './change-failure.js'
import type { View } from './view.js'

/** Which part of the deployments of a month had to be put right. */
export const changeFailRateMonthly: View = {
  name: 'change_fail_rate_monthly',
  about: 'Which part of the deployments of a month had to be put right, and which part was there to put others right.',
  sql: (table) => `
with fix as materialized (${fixes(table)}
), deployment as (
  select d.organization_id, d.service, insight.month_of(d.finished_at) as month, d.kind, d.result,
    d.deployment_id in (select failed_id from fix) as is_failure,
    d.kind = 'ROLLBACK' or d.deployment_id in (select fixed_by_id from fix) as is_rework
  from ${table('DeploymentLink')} d
)
select organization_id, service, month, count(*) filter (where result = 'SUCCESS')::int as deployments,
  count(*) filter (where kind = 'FAILED')::int as failed, count(*) filter (where is_failure)::int as failures,
  -- No incidents are imported.
  null::int as suspected,
  count(*) filter (where is_failure)::double precision
    / nullif(count(*) filter (where kind in ${changeKinds}), 0) as rate,
  count(*) filter (where is_rework)::double precision / nullif(count(*) filter (where result = 'SUCCESS'), 0) as rework_rate,
  count(*) filter (where kind in ${changeKinds})::int as n,
  count(*) filter (where kind = 'UNKNOWN')::int as n_unknown
from deployment group by 1, 2, 3`,
}
