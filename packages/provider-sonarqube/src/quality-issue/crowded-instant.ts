import { TransientError } from '@data-import/core/provider'
import { parameterOf } from '../client/instant.js'
import { mostResults, requiredTotal } from '../client/paged-body.js'
import { numberOf, textOf } from '../client/text.js'
import type { AllList } from './all-issues.js'
import type { IssuesBody } from './issue-list.js'

/** Parameters that narrow a list of issues. */
export type Filter = Record<string, string>

export const secondMs = 1_000

/** What issues of one second may differ in; each is a facet and the parameter that filters by it. */
const dimensions = ['severities', 'types', 'statuses', 'rules', 'directories', 'files'] as const

/** Splits one second into parts that the cap lets through, by counts of what else differs. */
export async function crowdedInstant(list: AllList, instant: Date): Promise<Filter[]> {
  const createdBefore = parameterOf(new Date(instant.getTime() + secondMs))
  return leavesOf(list, { createdAfter: parameterOf(instant), createdBefore }, dimensions)
}

async function leavesOf(list: AllList, filter: Filter, left: readonly string[]): Promise<Filter[]> {
  const body = await list.ask({ ...filter, p: 1, ps: 1, facets: left.join(',') || undefined })
  const total = requiredTotal(body, 'issues')
  const split = bestSplit(body, left, total)
  if (!split) {
    throw new TransientError(
      `Of ${total} issues of ${list.projectKey} that were made in one second (${filter.createdAfter}), SonarQube gives no more than ${mostResults}, and they can't be told apart. The other issues were not read either.`,
    )
  }
  const leaves: Filter[] = []
  for (const { value, count } of split.values) {
    const part = { ...filter, [split.dimension]: value }
    const others = left.filter((dimension) => dimension !== split.dimension)
    leaves.push(...(count <= mostResults ? [part] : await leavesOf(list, part, others)))
  }
  return leaves
}

interface Split {
  dimension: string
  values: { value: string; count: number }[]
}

/** The one whose largest part is smallest. A facet lists only its most frequent values: one that leaves issues out is none. */
function bestSplit({ facets }: IssuesBody, left: readonly string[], total: number): Split | undefined {
  const splits = (Array.isArray(facets) ? facets : []).flatMap((facet: NonNullable<IssuesBody['facets']>[number]) => {
    const values = (facet?.values ?? []).flatMap(({ val, count }) => {
      const value = textOf(val)
      const times = numberOf(count) ?? 0
      return value === null || times === 0 ? [] : [{ value, count: times }]
    })
    const sum = values.reduce((before, { count }) => before + count, 0)
    const dimension = String(facet?.property)
    return values.length > 1 && sum >= total && left.includes(dimension) ? [{ dimension, values }] : []
  })
  const largestOf = ({ values }: Split) => Math.max(...values.map(({ count }) => count))
  return splits.sort((a, b) => largestOf(a) - largestOf(b))[0]
}
