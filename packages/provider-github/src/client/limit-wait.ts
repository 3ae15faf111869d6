/** What an answer that meets a limit says. */
export interface LimitAnswer {
  status: number
  headers: Readonly<Record<string, string | number | undefined>>
  message: string
  /** Types of GraphQL errors: that API reports its limits with status 200. */
  errorTypes?: readonly string[]
}

/** A limit that was met. */
export interface Limit {
  kind: 'primary' | 'secondary'
  waitMs: number
}

/** GitHub counts in seconds. One that says 0, or a time that has passed, would otherwise be asked without a pause. */
const shortestMs = 1_000
const fallbackMs = 60_000
const longestFallbackMs = 15 * 60_000

/**
 * How long to wait before the next request; undefined for an answer that is about something else. In the order that
 * GitHub gives: `retry-after`, then the reset of an empty quota, then a minute that doubles with each attempt.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 *
 * @param now GitHub's time, in milliseconds
 * @param attempt from 1
 */
export function limitWait(answer: LimitAnswer, now: number, attempt: number): Limit | undefined {
  const isGraphqlLimit = answer.errorTypes?.includes('RATE_LIMITED') === true
  const isGraphqlSecondary = answer.errorTypes?.includes('SECONDARY_LIMITED') === true
  if (!isGraphqlLimit && !isGraphqlSecondary && answer.status !== 403 && answer.status !== 429) return undefined
  const retryAfterMs = readRetryAfter(answer.headers['retry-after'], now)
  const isEmpty = String(answer.headers['x-ratelimit-remaining'] ?? '') === '0'
  const isSecondary = isGraphqlSecondary || /secondary rate limit|abuse detection/i.test(answer.message)
  if (retryAfterMs !== undefined) return { kind: 'secondary', waitMs: Math.max(retryAfterMs, shortestMs) }
  if (isGraphqlLimit || (isEmpty && !isSecondary)) {
    const resetMs = Number(answer.headers['x-ratelimit-reset']) * 1000
    // A second more, for clocks that count in seconds.
    const waitMs = Number.isFinite(resetMs) && resetMs > 0 ? Math.max(resetMs - now, 0) + shortestMs : growing(attempt)
    return { kind: 'primary', waitMs }
  }
  if (isSecondary || answer.status === 429) return { kind: 'secondary', waitMs: growing(attempt) }
  return undefined
}

function growing(attempt: number): number {
  return Math.min(fallbackMs * 2 ** (attempt - 1), longestFallbackMs)
}

/** Seconds, or a date. */
function readRetryAfter(value: string | number | undefined, now: number): number | undefined {
  if (value === undefined || value === '') return undefined
  const seconds = Number(value)
  if (Number.isFinite(seconds)) return seconds * 1000
  const date = Date.parse(String(value))
  return Number.isNaN(date) ? undefined : date - now
}
