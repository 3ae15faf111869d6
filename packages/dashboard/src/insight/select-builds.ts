import type { Scope } from '../contract/page.js'
import type { Choice } from './choice.js'

type Asking = Pick<Scope, 'db'>

/** Runs of a workflow in a week. */
export interface BuildWeek {
  workflow: string | null
  week: string
  runs: number
  decided: number
  succeeded: number | null
  n_unknown: number
  /** Days with runs, and the median of each. */
  days: readonly string[]
  durations: readonly (number | null)[]
}

/** The runs of the repository's workflows, by week. */
export function selectBuilds({ db }: Asking, choice: Choice): PromiseLike<BuildWeek[]> {
  return db.$queryRawUnsafe<BuildWeek[]>(
    `select workflow, date_trunc('week', day)::date::text as week, sum(runs)::int as runs, sum(decided)::int as decided,
       round(sum(success_rate * decided))::int as succeeded, sum(n_unknown)::int as n_unknown,
       json_agg(day order by day) as days, json_agg(p50_duration_seconds order by day) as durations
     from insight.pipeline_health_daily where organization_id = $1 and repository_id = $2 and day >= $3::date and day < $4::date
     group by 1, 2 order by 1, 2`,
    ...[choice.organizationId, choice.repository?.id, choice.since, choice.end],
  )
}

/** A job that failed and succeeded on the same commit. */
export interface FlakyJob {
  workflow: string | null
  job: string | null
  commits: number
  flaky_commits: number
  flaky_rate: number | null
  n_unknown: number
}

/** The flakiest jobs of the repository. */
export function selectFlakyJobs({ db }: Asking, choice: Choice): PromiseLike<FlakyJob[]> {
  return db.$queryRawUnsafe<FlakyJob[]>(
    `select workflow, job, commits, flaky_commits, flaky_rate, n_unknown from insight.flaky_job
     where organization_id = $1 and repository_id = $2 and flaky_commits > 0
     order by flaky_commits desc, flaky_rate desc, workflow, job limit 15`,
    ...[choice.organizationId, choice.repository?.id],
  )
}
