import type { World } from '../state/world.js'
import type { FakeLimits, LimitResource } from './fake-limits.js'
import { type Quota, readQuota } from './quota.js'

/** Reads and sets the budgets of a world's tokens. */
export function createLimits(world: World): FakeLimits {
  const quotaOf = (token: string, resource: LimitResource = 'core'): Quota => {
    const found = world.tokens.get(token)
    if (!found) throw new Error('there is no such token')
    return found[resource]
  }
  return {
    set(token, change, resource) {
      const quota = quotaOf(token, resource)
      readQuota(quota, world.now())
      if (change.limit !== undefined) quota.limit = change.limit
      if (change.remaining !== undefined) quota.used = Math.max(0, quota.limit - change.remaining)
      if (change.resetAt !== undefined) quota.resetAt = change.resetAt
      else if (quota.used > 0) quota.resetAt ??= readQuota(quota, world.now()).resetAt
    },
    of: (token, resource) => readQuota(quotaOf(token, resource), world.now()),
  }
}
