import type { Scope } from '../contract/page.js'
import type { Choice } from './choice.js'

/** The stages in their order. */
export const stages = ['coding', 'pickup', 'review', 'deploy'] as const

/** A stage of pull requests. */
export type Stage = (typeof stages)[number]

/** Stages of the pull requests that were merged in a week; of the whole period where there is no week. */
export interface StageWeek extends Record<Stage, number | null>, Record<`n_${Stage}`, number> {
  week: string | null
  n: number
  unreviewed: number
  total: number | null
  n_total: number
  size: number | null
}

/** The stages in the period and in each of its weeks. */
export function selectStages({ db }: Pick<Scope, 'db'>, choice: Choice): PromiseLike<StageWeek[]> {
  const total = 'extract(epoch from deployed_at - first_commit_at)::double precision'
  const median = (value: string) => `percentile_cont(0.5) within group (order by ${value})`
  const columns = stages.map(
    (stage) => `${median(`${stage}_seconds`)} as ${stage}, count(${stage}_seconds)::int as n_${stage}`,
  )
  return db.$queryRawUnsafe<StageWeek[]>(
    `select insight.week_of(merged_at)::text as week, count(*)::int as n, count(*) filter (where unreviewed)::int as unreviewed,
       ${median(total)} as total, count(${total})::int as n_total, ${median('size_lines')} as size, ${columns.join(', ')}
     from insight.pull_request_cycle where organization_id = $1 and repository_id = $2
       and merged_at >= $3::date::timestamp at time zone $5 and merged_at < $4::date::timestamp at time zone $5
     group by grouping sets ((), (insight.week_of(merged_at))) order by 1 nulls first`,
    ...[choice.organizationId, choice.repository?.id, choice.since, choice.end, choice.zone],
  )
}
