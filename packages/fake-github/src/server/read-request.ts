import type { IncomingMessage } from 'node:http'
import type { FakeRequest } from '../faults/fake-faults.js'
import { readGraphqlRequest } from '../graphql/request.js'
import { readCredentials } from './credentials.js'
import type { ServerState } from './server-state.js'

/** A request that has arrived whole. */
export interface ReceivedRequest {
  /** As hooks and faults see it. */
  readonly seen: FakeRequest
  readonly credentials: string | null
  readonly userAgent: string | undefined
  readonly ifNoneMatch: string | undefined
  /** False where the path is not below the base of an Enterprise Server. */
  readonly isBelowBase: boolean
}

/** Reads a request to its end. */
export async function readRequest(state: ServerState, message: IncomingMessage): Promise<ReceivedRequest> {
  state.faults.count += 1
  const count = state.faults.count
  const url = new URL(message.url ?? '/', 'http://127.0.0.1')
  const path = pathBelowBase(state, url.pathname)
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk)
  const body = Buffer.concat(chunks).toString()
  const isGraphql = path === '/graphql' && message.method === 'POST'
  const graphql = isGraphql ? readGraphqlRequest(body) : undefined
  return {
    seen: {
      method: message.method ?? 'GET',
      path: path ?? url.pathname,
      query: url.searchParams,
      body,
      graphql: isGraphql ? { query: graphql?.query ?? '', operation: graphql?.operationName ?? null } : null,
      count,
    },
    credentials: readCredentials(message),
    userAgent: message.headers['user-agent'],
    ifNoneMatch: message.headers['if-none-match'],
    isBelowBase: path !== undefined,
  }
}

/** An Enterprise Server has GraphQL at `/api/graphql`, beside `/api/v3`. */
function pathBelowBase({ world }: ServerState, path: string): string | undefined {
  if (world.flavor === 'github.com') return path
  if (path === '/api/graphql') return '/graphql'
  return path.startsWith('/api/v3') ? path.slice('/api/v3'.length) || '/' : undefined
}
