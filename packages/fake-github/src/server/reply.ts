import type { Token } from '../tokens/token.js'
import { type Answer, errorAnswer } from './answer.js'
import { answerRest, spendRequest } from './answer-rest.js'
import { ApiError, notFound } from './api-error.js'
import type { Call } from './call.js'
import { authenticate } from './credentials.js'
import { entityTag, isMatch } from './entity-tag.js'
import { limitHeaders } from './limit-headers.js'
import type { ReceivedRequest } from './read-request.js'
import type { ServerState } from './server-state.js'

/** The true answer, and what it costs. */
export interface Reply {
  readonly answer: Answer
  /** Such as `GET /repos/{owner}/{repo}/pulls`, null if there is none. */
  readonly route: string | null
  readonly isCounted: boolean
  readonly points: number
}

/** Answers as GitHub would. */
export async function replyTo(state: ServerState, request: ReceivedRequest): Promise<Reply> {
  try {
    if (!request.userAgent) {
      throw new ApiError(
        403,
        'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
      )
    }
    if (!request.isBelowBase) throw notFound()
    const token = authenticate(state.world, request.credentials)
    return request.seen.graphql ? await graphqlReply(state, request, token) : await restReply(state, request, token)
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { answer: errorAnswer(error), route: null, isCounted: false, points: 0 }
  }
}

async function graphqlReply(state: ServerState, request: ReceivedRequest, token: Token | null): Promise<Reply> {
  const { answer, points } = await state.graphql.answer(token, request.seen.body)
  const limits =
    state.world.flavor === 'enterprise' || !token ? {} : limitHeaders(token.graphql, 'graphql', state.world.now())
  return {
    answer: { ...answer, headers: { ...answer.headers, ...limits } },
    route: 'POST /graphql',
    isCounted: false,
    points,
  }
}

async function restReply(state: ServerState, request: ReceivedRequest, token: Token | null): Promise<Reply> {
  const { world } = state
  const { method, path, query } = request.seen
  const match = state.router(method, path)
  const call: Call = {
    ...{ world, base: state.base, method, path, query, token, parameters: {} },
    credentials: request.credentials,
  }
  const answer = await answerOrError(() => answerRest(state, match, call))
  const tagged = tag(answer, method, request.ifNoneMatch)
  // https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api#use-conditional-requests
  const isFree = (tagged.status === 304 && token !== null) || path === '/rate_limit' || world.flavor === 'enterprise'
  const isCounted = !isFree && spendRequest(state, call)
  const limits = world.flavor === 'enterprise' ? {} : limitHeaders(token?.core ?? state.anonymous, 'core', world.now())
  const scopes: Record<string, string> = token?.kind === 'classic' ? { 'x-oauth-scopes': token.scopes.join(', ') } : {}
  return {
    answer: { ...tagged, headers: { ...limits, ...scopes, ...tagged.headers } },
    route: match ? `${match.route.method} ${match.route.pattern}` : null,
    isCounted,
    points: 0,
  }
}

async function answerOrError(answer: () => Promise<Answer>): Promise<Answer> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof ApiError) return errorAnswer(error)
    throw error
  }
}

function tag(answer: Answer, method: string, ifNoneMatch: string | undefined): Answer {
  if (method !== 'GET' || answer.status !== 200) return answer
  const body = JSON.stringify(answer.body)
  const etag = entityTag(body)
  const headers = { ...answer.headers, etag, 'cache-control': 'private, max-age=60, s-maxage=60' }
  return isMatch(ifNoneMatch, etag) ? { status: 304, headers } : { status: 200, body, headers }
}
