import { createRouter, type FakeAnswer, type FakeReply, type ReceivedRequest } from '@data-import/fake-server'
import { restRoutes } from './rest/routes.js'
import { ApiError } from './server/api-error.js'
import { authorize } from './server/authorize.js'
import { issueToken } from './server/oauth.js'
import { pageReply } from './server/page-reply.js'
import type { FakeToken } from './state/token.js'
import type { World } from './state/world.js'

/** What answers besides REST, and what refuses before it. */
export interface Parts {
  readonly world: World
  readonly hasGraphql: boolean
  checkLimits(request: ReceivedRequest): { refusal?: FakeAnswer; headers: Record<string, string> }
  askGraphql(body: string, token: FakeToken): Promise<FakeReply>
}

const base = '/api/v4'

/** Makes what answers each request. */
export function createAnswerer({ world, hasGraphql, checkLimits, askGraphql }: Parts) {
  const router = createRouter(restRoutes)
  return async (request: ReceivedRequest): Promise<FakeReply> => {
    const { method, path, query } = request
    const limited = checkLimits(request)
    if (limited.refusal) return { ...limited.refusal, headers: { ...limited.headers, ...limited.refusal.headers } }
    try {
      if (method === 'POST' && path === '/oauth/token') return issueToken(world, request)
      const token = authorize(world, request)
      if (method === 'POST' && path === '/api/graphql') {
        if (!hasGraphql) throw new ApiError(404, { error: '404 Not Found' })
        const reply = await askGraphql(request.body, token)
        return { ...reply, headers: { ...limited.headers, ...reply.headers } }
      }
      const match = path.startsWith(`${base}/`) ? router(method, path.slice(base.length)) : undefined
      if (!match) throw new ApiError(404, { error: '404 Not Found' })
      const { route, parameters } = match
      const reply = pageReply(
        request,
        `${world.webUrl}${path}`,
        route.answer({ world, request, query, parameters, token }),
        world.maximumOffset,
      )
      return { ...reply, headers: { ...limited.headers, ...reply.headers }, route: `${method} ${route.pattern}` }
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      return { status: error.status, body: error.body, headers: { ...limited.headers, ...error.headers } }
    }
  }
}
