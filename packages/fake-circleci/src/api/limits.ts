/** How much a token may ask. */
export interface FakeLimits {
  /** From now on, so many requests in so many seconds; null is no limit. */
  set(limit: { requests: number; seconds: number; isRetryAfterLeftOut?: boolean } | null): void
}

/** Counts requests in windows of time. */
export interface Limiter {
  readonly limits: FakeLimits
  /** Counts one. @returns headers of its answer, and whether it is refused */
  count(): { headers: Record<string, string>; isRefused: boolean }
}

/** No limit at first. `RateLimit-Reset` is in seconds that are left, not an instant. */
export function createLimiter(now: () => Date): Limiter {
  let limit: Parameters<FakeLimits['set']>[0] = null
  let used = 0
  let endsAt = 0
  return {
    limits: {
      set(given) {
        limit = given
        used = 0
        endsAt = 0
      },
    },
    count() {
      if (limit === null) return { headers: {}, isRefused: false }
      const at = now().getTime()
      if (at >= endsAt) {
        used = 0
        endsAt = at + limit.seconds * 1000
      }
      used += 1
      const isRefused = used > limit.requests
      const left = Math.max(1, Math.ceil((endsAt - at) / 1000))
      const headers = {
        'ratelimit-limit': String(limit.requests),
        'ratelimit-remaining': String(Math.max(limit.requests - used, 0)),
        'ratelimit-reset': String(left),
        'x-ratelimit-limit-second': String(limit.requests),
        ...(isRefused && !limit.isRetryAfterLeftOut && { 'retry-after': String(left) }),
      }
      return { headers, isRefused }
    },
  }
}
