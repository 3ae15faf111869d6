import { type Quota, readQuota } from '../limits/quota.js'
import { ApiError } from '../server/api-error.js'
import type { Call } from '../server/call.js'
import type { Route } from '../server/route.js'

/** What is left of each budget; asking costs nothing. An Enterprise Server without limits answers 404. */
export function rateLimitRoute(anonymous: Quota): Route {
  return {
    method: 'GET',
    pattern: '/rate_limit',
    answer(call) {
      if (call.world.flavor === 'enterprise') throw new ApiError(404, 'Rate limiting is not enabled.')
      const core = limitBody(call, call.token?.core ?? anonymous)
      const graphql = limitBody(call, call.token?.graphql ?? { limit: 0, used: 0, resetAt: null })
      const search = { limit: 30, remaining: 30, reset: core.reset, used: 0, resource: 'search' }
      return { status: 200, body: { resources: { core, graphql, search }, rate: core } }
    },
  }
}

function limitBody({ world }: Call, quota: Quota) {
  const { limit, remaining, used, resetAt } = readQuota(quota, world.now())
  return { limit, remaining, used, reset: Math.ceil(resetAt.getTime() / 1000) }
}
