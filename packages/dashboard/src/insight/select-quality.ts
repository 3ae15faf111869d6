import type { Scope } from '../contract/page.js'
import type { Choice } from './choice.js'

/** A measure of a project over the period. */
export interface QualityLine {
  project_key: string
  metric: string
  is_new_code: boolean
  gate: string | null
  days: readonly string[]
  values: readonly (number | null)[]
}

/** Measures of the repository's projects; of all projects of the organisation where it has none. */
export function selectQuality({ db }: Pick<Scope, 'db'>, choice: Choice): PromiseLike<QualityLine[]> {
  return db.$queryRawUnsafe<QualityLine[]>(
    `with trend as materialized (
       select * from insight.quality_trend where organization_id = $1 and day >= $3::date and day < $4::date
     )
     select project_key, metric, is_new_code, (array_agg(gate order by day desc))[1] as gate,
       json_agg(day order by day) as days, json_agg(value order by day) as "values"
     from trend where repository_id = $2 or not exists (select from trend t where t.repository_id = $2)
     group by 1, 2, 3 order by 1, 3, 2 limit 60`,
    ...[choice.organizationId, choice.repository?.id, choice.since, choice.end],
  )
}
