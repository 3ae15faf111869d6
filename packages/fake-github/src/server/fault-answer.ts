import type { ActiveFault } from '@data-import/fake-server'
import type { FakeRequest } from '../faults/fake-faults.js'
import type { Answer } from './answer.js'
import { limitHeaders } from './limit-headers.js'
import type { ReceivedRequest } from './read-request.js'
import type { ServerState } from './server-state.js'

const page = '<!DOCTYPE html><html><body><h1>502 Bad Gateway</h1></body></html>'

/** What a fault answers; budgets are told as they are unless the fault says otherwise. */
export function faultAnswer(
  state: ServerState,
  request: ReceivedRequest,
  fault: ActiveFault<FakeRequest> | undefined,
): Answer {
  const token = state.world.tokens.get(request.credentials ?? '')
  const now = state.world.now()
  const limits =
    token && state.world.flavor !== 'enterprise'
      ? limitHeaders(request.seen.graphql ? token.graphql : token.core, request.seen.graphql ? 'graphql' : 'core', now)
      : {}
  const scopes: Record<string, string> = token?.kind === 'classic' ? { 'x-oauth-scopes': token.scopes.join(', ') } : {}
  if (fault?.kind === 'html') {
    return { status: fault.status ?? 502, body: page, headers: { 'content-type': 'text/html', ...fault.headers } }
  }
  return {
    status: fault?.status ?? 500,
    body: fault?.body ?? { message: 'Server Error' },
    headers: { ...limits, ...scopes, ...fault?.headers },
  }
}
