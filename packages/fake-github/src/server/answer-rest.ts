import type { RouteMatch } from '@data-import/fake-server'
import { readQuota, spend } from '../limits/quota.js'
import type { Answer } from './answer.js'
import { ApiError, notFound } from './api-error.js'
import type { Call } from './call.js'
import type { Route } from './route.js'
import type { ServerState } from './server-state.js'

/** Answers a request to REST; throws what goes wrong. */
export async function answerRest(
  state: ServerState,
  match: RouteMatch<Route> | undefined,
  call: Call,
): Promise<Answer> {
  const quota = call.token?.core ?? state.anonymous
  const isFree = state.world.flavor === 'enterprise' || call.path === '/rate_limit'
  if (!isFree && readQuota(quota, state.world.now()).remaining === 0) throw limitExceeded(call)
  if (!match) throw notFound()
  const { permission } = match.route
  if (permission && call.token?.missing.has(permission)) {
    throw new ApiError(403, 'Resource not accessible by personal access token', {
      headers: { 'x-accepted-github-permissions': `${permission}=read` },
    })
  }
  return await match.route.answer({ ...call, parameters: match.parameters })
}

/** Takes a request off the budget; false where nothing was left of it. */
export function spendRequest(state: ServerState, call: Call): boolean {
  const quota = call.token?.core ?? state.anonymous
  const now = state.world.now()
  if (readQuota(quota, now).remaining === 0) return false
  spend(quota, 1, now)
  return true
}

function limitExceeded({ token }: Call): ApiError {
  return new ApiError(
    403,
    token?.viewer
      ? `API rate limit exceeded for user ID ${token.viewer.id}.`
      : 'API rate limit exceeded for 127.0.0.1. (But here is the good news: Authenticated requests get a higher limit.)',
  )
}
