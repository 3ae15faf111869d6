import { growingWaitMs, type QuotaLimit, retryAfterMs } from '@data-import/http'

/** What an answer that meets a limit says. */
export interface LimitAnswer {
  status: number
  headers: Readonly<Record<string, string | number | undefined>>
  message: string
  /** Types of GraphQL errors: that API reports its limits with status 200. */
  errorTypes?: readonly string[]
}

/** GitHub counts in seconds: one more for what it rounds. */
const roundingMs = 1_000

/**
 * How long to wait before the next request; undefined for an answer that is about something else. In the order that
 * GitHub gives: `retry-after`, then the reset of an empty quota, then a minute that doubles with each attempt.
 * https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 *
 * @param now GitHub's time, in milliseconds
 * @param attempt from 1
 */
export function limitWait(answer: LimitAnswer, now: number, attempt: number): QuotaLimit | undefined {
  const isGraphqlLimit = answer.errorTypes?.includes('RATE_LIMITED') === true
  const isGraphqlSecondary = answer.errorTypes?.includes('SECONDARY_LIMITED') === true
  if (!isGraphqlLimit && !isGraphqlSecondary && answer.status !== 403 && answer.status !== 429) return undefined
  const retryMs = retryAfterMs(answer.headers['retry-after'], new Date(now))
  const isEmpty = String(answer.headers['x-ratelimit-remaining'] ?? '') === '0'
  const isSecondary = isGraphqlSecondary || /secondary rate limit|abuse detection/i.test(answer.message)
  if (retryMs !== undefined) return { kind: 'rate', waitMs: retryMs }
  if (isGraphqlLimit || (isEmpty && !isSecondary)) {
    const resetMs = Number(answer.headers['x-ratelimit-reset']) * 1000
    const isKnown = Number.isFinite(resetMs) && resetMs > 0
    return { kind: 'quota', waitMs: isKnown ? Math.max(resetMs - now, 0) + roundingMs : growingWaitMs(attempt) }
  }
  if (isSecondary || answer.status === 429) return { kind: 'rate', waitMs: growingWaitMs(attempt) }
  return undefined
}
