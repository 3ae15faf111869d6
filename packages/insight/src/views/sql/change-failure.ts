import type { Tables } from '../../database/read-tables.js'
import type { View } from './view.js'

/** Kinds of deployments that changed something: of them alone one can say that it failed, so that failures are never more than cases. */
export const changeKinds = `('FIRST', 'CHANGE', 'UNKNOWN')`

/**
 * Which change another deployment put right, as a query. ROLLBACK: the one after the target of a rollback. REVERT: the one that was the first to
 * have a commit that git's own words take back in a later one. Never by a title.
 */
export function fixes(table: Tables): string {
  return `
  select b.organization_id, b.service, f.deployment_id as failed_id, f.finished_at as failed_at,
    b.deployment_id as fixed_by_id, b.finished_at as fixed_at, 'ROLLBACK' as evidence
  from (
    select *, lag(position) over (partition by service, repository_id, environment, sha order by position) as target
    from ${table('DeploymentLink')} x where position is not null and sha is not null
  ) b
  join ${table('DeploymentLink')} f on f.service = b.service and f.repository_id = b.repository_id and f.environment = b.environment
    and f.position = b.target + 1
  where b.kind = 'ROLLBACK' and f.kind in ${changeKinds}
  union
  select a.organization_id, a.service, f.deployment_id, f.finished_at, a.deployment_id, a.finished_at, 'REVERT'
  from ${table('CommitDeployment')} x
  cross join lateral unnest(x.reverts) r (sha)
  join ${table('DeploymentLink')} a on a.deployment_id = x.deployment_id
  -- Limits, so that each is looked up: else all commits are joined with all that take one back. No abbreviation means ten commits.
  cross join lateral (
    select y.deployment_id from ${table('CommitDeployment')} y where y.repository_id = x.repository_id and y.service = x.service
      and y.sha >= r.sha and y.sha < r.sha || 'g' and y.deployment_id <> x.deployment_id limit 10
  ) y
  cross join lateral (
    select f.deployment_id, f.finished_at from ${table('DeploymentLink')} f
    where f.deployment_id = y.deployment_id and not f.is_baseline and f.kind in ${changeKinds}
      and f.finished_at <= a.finished_at limit 1
  ) f
  where x.reverts is not null`
}

/** Deployments that had to be put right. */
export const changeFailure: View = {
  name: 'change_failure',
  about: 'Deployments that had to be put right, by which one, and how that is known.',
  sql: (table) => `
select distinct on (failed_id) organization_id, service, failed_id, fixed_by_id, evidence, failed_at, fixed_at,
  extract(epoch from fixed_at - failed_at)::double precision as recovery_seconds,
  insight.weekday_seconds(failed_at, fixed_at) as recovery_weekday_seconds
from (${fixes(table)}
) fix order by failed_id, fixed_at, fixed_by_id, evidence desc`,
}
