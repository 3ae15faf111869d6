import type { FakeReply, ReceivedRequest } from '@data-import/fake-server'
import { Failure } from '../server/failure.js'
import type { TokenState, World } from '../state/world.js'
import { endpointsOf, open, withoutToken } from './endpoints.js'

/** Answers as the server would. */
export function answerOf(world: World): (request: ReceivedRequest) => FakeReply {
  const endpoints = new Map([...open, ...endpointsOf(world.flavor)])
  return ({ method, path, query, headers }) => {
    const known = endpoints.get(path)
    const route = known ? `GET ${path}` : undefined
    const reply = (status: number, body?: unknown): FakeReply => ({ status, body, ...(route && { route }) })
    try {
      if (method === 'HEAD') return reply(405)
      const token = tokenOf(world, headers.authorization)
      const endpoint = world.isStarting ? open.get(path) : known
      if (!world.isStarting && !open.has(path) && !withoutToken.has(path) && !token) throw new Failure(401)
      if (!endpoint) throw new Failure(404, `Unknown url : ${path}`)
      if (method !== 'GET') throw new Failure(405, 'HTTP method GET is required')
      const body = endpoint({ world, query, token })
      if (typeof body !== 'string') return reply(200, body)
      return { ...reply(200, body), headers: { 'content-type': 'text/plain' } }
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      return reply(error.status, error.message === '' ? undefined : { errors: [{ msg: error.message }] })
    }
  }
}

/** A server before 10.0 takes a token as the name of a user without a password, and nothing else. */
function tokenOf({ flavor, tokens }: World, authorization: string | undefined): TokenState | null {
  const [, scheme = '', value = ''] = /^(\w+)\s+(\S+)$/.exec(authorization ?? '') ?? []
  if (scheme.toLowerCase() === 'basic') {
    const [token, password] = Buffer.from(value, 'base64').toString().split(':')
    return password === '' ? (tokens.get(token ?? '') ?? null) : null
  }
  if (scheme.toLowerCase() !== 'bearer' || flavor === '9.9') return null
  return tokens.get(value) ?? null
}
