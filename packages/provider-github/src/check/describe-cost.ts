import type { CheckFinding } from '@data-import/core/provider'
import type { Settings } from '../settings.js'
import type { Cost } from './cost.js'
import type { Quota, Quotas } from './quota.js'
import { sumOf } from './sum-of.js'
import type { RepositoryTotals, Totals } from './totals.js'

/** What a description needs to know besides. */
export interface CostContext {
  quotas: Pick<Quotas, 'requests' | 'points' | 'now'>
  /** Of one request, in milliseconds. */
  latencyMs: number
  settings: Pick<Settings, 'maximumWaitMs'>
  totals: Totals
}

const requestsAtOnce = 4

/** What the first import will take, and what happens where that is more than is left. */
export function describeCost(cost: Cost, context: CostContext): CheckFinding {
  const { quotas, latencyMs, settings } = context
  const working = ((cost.requests + cost.queries) * latencyMs) / requestsAtOnce / 60_000
  const waiting = Math.max(
    waitMinutes(cost.requests, quotas.requests, quotas.now),
    waitMinutes(cost.points, quotas.points, quotas.now),
  )
  const minutes = Math.max(1, Math.ceil(Math.max(working, waiting)))
  const message =
    `The first import takes about ${count(cost.requests, 'request')}, ${count(cost.points, 'point')} of GraphQL and ` +
    `${count(minutes, 'minute')}, by estimate: ${contents(cost, context)}`
  if (waiting === 0) return { status: 'ok', message }
  const longest = Math.round(settings.maximumWaitMs / 60_000)
  return {
    status: 'warning',
    message: `${message}. That is more than is left: a pass that would wait longer than ${count(longest, 'minute')} (GITHUB_MAXIMUM_WAIT_MINUTES) ends as PARTIAL, and the next one goes on.`,
  }
}

/** Until the quota has been filled up as often as it takes, once an hour. */
function waitMinutes(needed: number, quota: Quota | null, now: Date): number {
  if (!quota || needed <= quota.remaining) return 0
  const untilReset = Math.max(quota.resetsAt.getTime() - now.getTime(), 0) / 60_000
  return untilReset + 60 * (Math.ceil((needed - quota.remaining) / Math.max(quota.limit, 1)) - 1)
}

const units: readonly (readonly [unit: string, amountOf: (repository: RepositoryTotals) => number | null])[] = [
  ['commit', ({ commits }) => commits],
  ['pull request', ({ pullRequests }) => pullRequests],
  ['issue', ({ issues }) => issues],
  ['release', ({ releases }) => releases],
  ['deployment', ({ deployments }) => deployments],
]

function contents(cost: Cost, { totals }: CostContext): string {
  const { wanted, count: all, lookedAt, runsSince } = totals
  const counted = units
    .map(([unit, amountOf]) =>
      count(
        sumOf(wanted, (one) => amountOf(one) ?? 0),
        unit,
      ),
    )
    .join(', ')
  const some = lookedAt < all ? `; counted in ${lookedAt} of ${all} repositories` : ''
  const runs =
    cost.runs === null
      ? 'workflow runs, which the token may not see, are left out'
      : `about ${count(cost.runs, 'workflow run')} since ${runsSince.toISOString().slice(0, 10)}, each a request for its jobs`
  return `${counted}; ${runs}${some}`
}

function count(value: number, unit: string): string {
  return `${value.toLocaleString('en')} ${unit}${value === 1 ? '' : 's'}`
}
