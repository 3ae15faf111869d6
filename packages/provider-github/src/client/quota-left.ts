/** GitHub's two quotas. */
export type Api = 'core' | 'graphql'

/** What is left of the quotas of one token. */
export interface QuotaLeft {
  observe(headers: Headers): void
  /** Requests or points; what is usual where no answer has told yet, or the quota has been filled up since. @param now in milliseconds */
  of(api: Api, now: number): number
}

const usual = 5_000

/** Reads it off every answer: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#checking-the-status-of-your-rate-limit */
export function createQuotaLeft(): QuotaLeft {
  const quotas = new Map<string, { remaining: number; limit: number; resetMs: number }>()
  return {
    observe(headers) {
      const number = (name: string) => Number(headers.get(`x-ratelimit-${name}`) ?? Number.NaN)
      const [remaining, limit, reset] = [number('remaining'), number('limit'), number('reset')]
      if (!Number.isFinite(remaining)) return
      quotas.set(headers.get('x-ratelimit-resource') ?? 'core', {
        remaining,
        limit: limit || usual,
        resetMs: reset * 1_000,
      })
    },
    of(api, now) {
      const quota = quotas.get(api)
      if (!quota) return usual
      return quota.resetMs <= now ? quota.limit : quota.remaining
    },
  }
}
