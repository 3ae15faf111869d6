/** A limit that an answer tells of. */
export interface QuotaLimit {
  /**
   * From now, in milliseconds. Nobody with the same credentials asks before it is over. Of a question that was refused it
   * is at least 50; 0 or less becomes a second, and what is no number a minute that doubles with each attempt.
   */
  waitMs: number
  /** For messages: a quota that is used up, or requests that came too fast. Default: `rate`. */
  kind?: 'quota' | 'rate'
  /**
   * Whether the question was refused and is asked again after the wait; else the answer counts. Default: whether the status
   * is 400 or more.
   */
  isRefused?: boolean
}

/** An answer, as far as it tells of limits. */
export interface LimitedAnswer {
  status: number
  headers: Headers
  /** The outside system's time when it answered, where its answers tell it; else this machine's. */
  now: Date
  /** How often the question has been asked, from 1. */
  attempt: number
}

/** An outside system that says 0, or a time that has passed, would otherwise be asked without a pause. */
const shortestMs = 1_000
const shortestSaidMs = 50
const fallbackMs = 60_000
const longestFallbackMs = 15 * 60_000

/** `Retry-After` first, then the reset of an empty quota, then a minute that doubles with each attempt. */
export function readQuotaLimit({ status, headers, now, attempt }: LimitedAnswer): QuotaLimit | undefined {
  const remaining = readNumber(headers, 'remaining')
  const retryMs = retryAfterMs(headers.get('retry-after'), now)
  const isEmpty = remaining === 0
  const isRefused =
    status === 429 || ((status === 503 || status === 403) && retryMs !== undefined) || (status === 403 && isEmpty)
  if (isRefused && retryMs !== undefined) return { kind: 'rate', waitMs: retryMs, isRefused }
  const resetMs = isEmpty || (isRefused && remaining === undefined) ? readReset(headers, now) : undefined
  if (resetMs !== undefined) return { kind: 'quota', waitMs: resetMs, isRefused }
  return isRefused ? { kind: 'rate', waitMs: growingWaitMs(attempt), isRefused } : undefined
}

/**
 * A `Retry-After` header in milliseconds: seconds, fractions of them too, or a date. At least a second for what is not
 * in the future; undefined for what can't be read.
 */
export function retryAfterMs(value: string | number | null | undefined, now: Date): number | undefined {
  if (value === undefined || value === null || String(value).trim() === '') return undefined
  const seconds = Number(value)
  const date = Date.parse(String(value))
  const waitMs = Number.isFinite(seconds) ? Math.ceil(seconds * 1_000) : date - now.getTime()
  if (Number.isNaN(waitMs)) return undefined
  return waitMs > 0 ? waitMs : shortestMs
}

/** What to wait where nothing says how long: a minute, doubled with each attempt, up to 15 minutes. In milliseconds. */
export function growingWaitMs(attempt: number): number {
  return Math.min(fallbackMs * 2 ** (attempt - 1), longestFallbackMs)
}

/** The wait of a limit as it can be kept, in milliseconds: nothing that a vendor says makes a question be asked without a pause. */
export function keptWaitMs({ waitMs, isRefused = true }: QuotaLimit, attempt = 1): number {
  if (waitMs > 0) return isRefused ? Math.max(waitMs, shortestSaidMs) : waitMs
  if (!isRefused) return 0
  return Number.isNaN(waitMs) ? growingWaitMs(attempt) : shortestMs
}

/** https://datatracker.ietf.org/doc/html/draft-ietf-httpapi-ratelimit-headers-07, and the names from before it. */
const prefixes = ['ratelimit-', 'x-ratelimit-', 'x-rate-limit-']

function readHeader(headers: Headers, name: string): string | undefined {
  for (const prefix of prefixes) {
    const value = headers.get(`${prefix}${name}`)
    if (value !== null && value.trim() !== '') return value
  }
  return undefined
}

function readNumber(headers: Headers, name: string): number | undefined {
  const number = Number(readHeader(headers, name))
  return Number.isNaN(number) ? undefined : number
}

/** Seconds from now, an instant in seconds or milliseconds, or a date; and a second more, for clocks that count in seconds. */
function readReset(headers: Headers, now: Date): number | undefined {
  const value = readHeader(headers, 'reset')
  const number = Number(value)
  const instant = Number.isNaN(number) ? Date.parse(value ?? '') : number > 1e12 ? number : number * 1_000
  if (Number.isNaN(instant) || instant < 0) return undefined
  const isFromNow = number < 1e9
  return Math.max(isFromNow ? instant : instant - now.getTime(), 0) + shortestMs
}
