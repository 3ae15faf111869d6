import { type Quota, readQuota } from '../limits/quota.js'

/** Reset is in epoch seconds. */
export function limitHeaders(quota: Quota, resource: 'core' | 'graphql', now: Date): Record<string, string> {
  const { limit, remaining, used, resetAt } = readQuota(quota, now)
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-used': String(used),
    'x-ratelimit-reset': String(Math.ceil(resetAt.getTime() / 1000)),
    'x-ratelimit-resource': resource,
  }
}
