import type { CheckFinding } from '@data-import/core/provider'
import { readAnswer } from '../client/answer-of-error.js'
import { type Look, type Looked, look } from './look.js'

/** What is left of a budget. */
export interface Quota {
  limit: number
  remaining: number
  resetsAt: Date
}

/** Both budgets; null where there are no limits. */
export interface Quotas {
  requests: Quota | null
  points: Quota | null
  /** GitHub's time. */
  now: Date
  /** Whether the answer proves that it is GitHub's: the quotas in its form, or that it has none. */
  isGithub: boolean
  /** Of the answer: they say what the token is. */
  headers: Looked<unknown>['headers']
}

interface RateLimit {
  resources?: Record<string, { limit: number; remaining: number; reset: number } | undefined>
}

/** Free to ask; an Enterprise Server without limits answers 404. */
export async function readQuotas(given: Look): Promise<Quotas> {
  const { body, headers, status, error } = await look<RateLimit>(given, '/rate_limit')
  const quota = (name: string): Quota | null => {
    const found = body?.resources?.[name]
    if (!found || ![found.limit, found.remaining, found.reset].every(Number.isFinite)) return null
    return { ...found, resetsAt: new Date(found.reset * 1000) }
  }
  const requests = quota('core')
  const hasNone = status === 404 && /rate limiting is not enabled/i.test(readAnswer(error)?.message ?? '')
  const now = given.connection.clock.now() ?? new Date(String(headers.date ?? 0))
  return { requests, points: quota('graphql'), now, headers, isGithub: requests !== null || hasNone }
}

/** Says what is left, and until when. */
export function describeQuotas({ requests, points }: Pick<Quotas, 'requests' | 'points'>): CheckFinding {
  if (!requests) return { status: 'ok', message: 'This server has no limits on requests' }
  const isUsedUp = requests.remaining === 0 || points?.remaining === 0
  const parts = [describe(requests, 'requests'), ...(points ? [describe(points, 'points of GraphQL')] : [])]
  const advice = isUsedUp ? ': what is used up stops passes until then' : ''
  return { status: isUsedUp ? 'warning' : 'ok', message: `Left: ${parts.join('; ')}${advice}` }
}

function describe({ limit, remaining, resetsAt }: Quota, unit: string): string {
  const until = `${resetsAt.toISOString().slice(11, 16)} UTC`
  return `${remaining.toLocaleString('en')} of ${limit.toLocaleString('en')} ${unit} until ${until}`
}
