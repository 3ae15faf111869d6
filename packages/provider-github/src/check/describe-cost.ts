import type { CheckFinding } from '@data-import/core/provider'
import { paces, requestsAtOnce } from '../client/connection.js'
import { resources } from '../resources.js'
import type { Settings } from '../settings.js'
import type { Cost } from './cost.js'
import type { Quota, Quotas } from './quota.js'
import type { Range } from './range.js'
import type { RunSample } from './sample-runs.js'
import { sumOf } from './sum-of.js'
import type { Totals } from './totals.js'

/** What a description needs to know besides. */
export interface CostContext {
  quotas: Pick<Quotas, 'requests' | 'points' | 'now'>
  /** Of one request, in milliseconds. */
  latencyMs: number
  settings: Pick<Settings, 'maximumWaitMs'>
  totals: Totals
  /** Null where the token may not see runs. */
  sample: RunSample | null
}

/** What the first import will take, and what happens where that is more than is left. */
export function describeCost(cost: Cost, context: CostContext): CheckFinding {
  const { quotas, latencyMs, settings } = context
  const waitingFor = (requests: number) =>
    Math.max(waitMinutes(requests, quotas.requests, quotas.now), waitMinutes(cost.points, quotas.points, quotas.now))
  const minutesOf = (requests: number) => {
    const working = ((requests + cost.queries) * latencyMs) / requestsAtOnce / 60_000
    // No more of them go out in a minute.
    const paced = quotas.requests ? (requests - paces.rest.most) / paces.rest.most : 0
    return Math.max(1, Math.ceil(Math.max(working, paced, waitingFor(requests))))
  }
  const waiting = waitingFor(cost.requests.most)
  const minutes = { least: minutesOf(cost.requests.least), most: minutesOf(cost.requests.most) }
  const message =
    `The first import takes ${range(cost.requests, 'request')}, about ${count(cost.points, 'point')} of GraphQL and ` +
    `${range(minutes, 'minute')}, by estimate: ${contents(cost, context)}`
  if (waiting === 0) return { status: 'ok', message }
  const longest = Math.round(settings.maximumWaitMs / 60_000)
  return {
    status: 'warning',
    message: `${message}. That is more than is left: a pass that would wait longer than ${count(longest, 'minute')} (GITHUB_MAXIMUM_WAIT_MINUTES) ends as PARTIAL, and the next one continues.`,
  }
}

/** Until the quota has been filled up as often as it takes, once an hour. */
function waitMinutes(needed: number, quota: Quota | null, now: Date): number {
  if (!quota || needed <= quota.remaining) return 0
  const untilReset = Math.max(quota.resetsAt.getTime() - now.getTime(), 0) / 60_000
  return untilReset + 60 * (Math.ceil((needed - quota.remaining) / Math.max(quota.limit, 1)) - 1)
}

function contents(cost: Cost, context: CostContext): string {
  const { wanted, count: all, lookedAt } = context.totals
  const counted = resources
    .flatMap(({ cost }) => {
      if (!cost || !('countOf' in cost) || cost.unit === undefined) return []
      return count(sumOf(wanted, cost.countOf), cost.unit)
    })
    .join(', ')
  const some = lookedAt < all ? `; counted in ${lookedAt} of ${all} repositories` : ''
  return `${counted}; ${describeRuns(cost.runs, context)}${some}`
}

function describeRuns(runs: Range | null, { totals: { wanted, runsSince }, sample }: CostContext): string {
  if (runs === null || sample === null) return 'workflow runs, which the token may not see, are left out'
  const since = `since ${runsSince.toISOString().slice(0, 10)}, whose jobs take a query for fifty runs, or a request for each run that has to be read alone`
  if (runs.least === runs.most) return `about ${count(runs.least, 'workflow run')} ${since}`
  const counted = `they were counted in ${sample.counted.size} of ${count(wanted.length, 'repository', 'repositories')} only`
  return `${range(runs, 'workflow run')} ${since}: ${counted}, and the others may have none or as many as the busiest of these`
}

/** `about 5 requests`, or `between 5 and 70 requests`. */
function range({ least, most }: Range, unit: string): string {
  return least === most
    ? `about ${count(most, unit)}`
    : `between ${least.toLocaleString('en')} and ${count(most, unit)}`
}

function count(value: number, unit: string, units = `${unit}s`): string {
  return `${value.toLocaleString('en')} ${value === 1 ? unit : units}`
}
