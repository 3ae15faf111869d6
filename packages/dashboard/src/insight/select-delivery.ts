import type { Scope } from '../contract/page.js'
import type { Choice } from './choice.js'

type Asking = Pick<Scope, 'db'>

/** Deployments of a week; null before the first one. */
export interface DeploymentWeek {
  week: string
  deployments: number | null
  redeployments: number | null
  rollbacks: number | null
  failed: number | null
  without_commit: number | null
}

/** The deployments of each week of the period, from that of the first one on: also of those after the last one. */
export function selectDeployments({ db }: Asking, choice: Choice): PromiseLike<DeploymentWeek[]> {
  const names = ['deployments', 'redeployments', 'rollbacks', 'failed', 'without_commit']
  const isSinceFirst = `w.week + interval '7 days' > (select min(day) from day)`
  const sums = names.map((name) => `case when ${isSinceFirst} then coalesce(sum(d.${name}), 0)::int end as ${name}`)
  return db.$queryRawUnsafe<DeploymentWeek[]>(
    `with day as materialized (
       select * from insight.deployment_frequency_daily where organization_id = $1 and service = $2
     )
     select w.week::date::text as week, ${sums.join(', ')}
     from generate_series($3::date::timestamp, $4::date::timestamp, interval '7 days') w (week)
     left join day d on d.day >= w.week and d.day < w.week + interval '7 days'
     group by w.week order by w.week`,
    ...[choice.organizationId, choice.service, choice.since, choice.until],
  )
}

/** Lead times of a week; of the whole period where there is no week. */
export interface LeadTimes {
  week: string | null
  n: number
  n_unknown: number
  p50: number | null
  p90: number | null
}

/** The lead times of the period and of each of its weeks. */
export function selectLeadTimes({ db }: Asking, choice: Choice): PromiseLike<LeadTimes[]> {
  return db.$queryRawUnsafe<LeadTimes[]>(
    `select insight.week_of(deployed_at)::text as week, count(*)::int as n, (count(*) - count(lead_seconds))::int as n_unknown,
       percentile_cont(0.5) within group (order by lead_seconds) as p50, percentile_cont(0.9) within group (order by lead_seconds) as p90
     from insight.lead_time where organization_id = $1 and service = $2
       and deployed_at >= $3::date::timestamp at time zone $5 and deployed_at < $4::date::timestamp at time zone $5
     group by grouping sets ((), (insight.week_of(deployed_at))) order by 1 nulls first`,
    ...[choice.organizationId, choice.service, choice.since, choice.end, choice.zone],
  )
}

/** Failures of a month. */
export interface FailMonth {
  month: string
  deployments: number
  failures: number
  rate: number | null
  rework_rate: number | null
  n: number
  n_unknown: number
}

/** The months that the period touches. */
export function selectFailures({ db }: Asking, choice: Choice): PromiseLike<FailMonth[]> {
  return db.$queryRawUnsafe<FailMonth[]>(
    `select month::text as month, deployments, failures, rate, rework_rate, n, n_unknown from insight.change_fail_rate_monthly
     where organization_id = $1 and service = $2 and month >= date_trunc('month', $3::date) and month < $4::date order by month`,
    ...[choice.organizationId, choice.service, choice.since, choice.end],
  )
}

/** How soon failed deployments were put right, and the last of them. */
export interface Recovery {
  n: number
  p50: number | null
  latest: readonly { failed_at: string; evidence: string; recovery_seconds: number | null }[] | null
}

/** The failed deployments of the period. */
export async function selectRecovery({ db }: Asking, choice: Choice): Promise<Recovery> {
  const [row] = await db.$queryRawUnsafe<Recovery[]>(
    `with failure as materialized (
       select failed_at, evidence, recovery_seconds from insight.change_failure where organization_id = $1 and service = $2
         and failed_at >= $3::date::timestamp at time zone $5 and failed_at < $4::date::timestamp at time zone $5
     )
     select count(*)::int as n, percentile_cont(0.5) within group (order by recovery_seconds) as p50,
       (select json_agg(l) from (select * from failure order by failed_at desc limit 10) l) as latest from failure`,
    ...[choice.organizationId, choice.service, choice.since, choice.end, choice.zone],
  )
  return row ?? { n: 0, p50: null, latest: null }
}
