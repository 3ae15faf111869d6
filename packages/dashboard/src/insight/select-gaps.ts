import type { Scope } from '../contract/page.js'
import type { Choice } from './choice.js'

/** What a figure could not count. */
export interface Gap {
  metric: string
  where: string | null
  n: number | null
  n_unknown: number | null
  /** What is counted, in the plural; null where nothing is. */
  unit: string | null
  reason: string
  since: Date | null
  do: string
}

/** What some views could not count, the most first; what is about the chosen service or repository comes before everything. */
export function selectGaps(
  { db }: Pick<Scope, 'db'>,
  { organizationId, service, repository }: Choice,
  metrics: readonly string[],
): PromiseLike<Gap[]> {
  return db.$queryRawUnsafe<Gap[]>(
    `select metric, "where", n, n_unknown, unit, reason, since, "do" from insight.metric_gap
     where organization_id = $1 and metric in (${metrics.map((_, index) => `$${index + 3}`).join(', ')})
     order by coalesce("where" = any($2::text[]), false) desc, n_unknown desc nulls last, metric, "where", reason limit 100`,
    ...[organizationId, [service ?? '', repository?.name ?? ''], ...metrics],
  )
}
