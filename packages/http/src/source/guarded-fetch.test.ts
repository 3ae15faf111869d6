import { describe, expect, it } from 'vitest'
import { createGuardedFetch } from './guarded-fetch.js'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const guarded = () => createGuardedFetch({ baseUrl: server.origin() })

describe('a request that is given as an object', () => {
  const post = (signal?: AbortSignal) =>
    new Request(`${server.origin()}/graphql`, {
      method: 'POST',
      body: '{"query":1}',
      headers: { authorization: 'Bearer acme-secret-1' },
      ...(signal && { signal }),
    })

  it('is sent as it is, after a redirect too', async () => {
    server.answer((request, response, { pathname }) => {
      if (pathname === '/graphql') response.writeHead(307, { location: '/v2/graphql' }).end()
      else response.end(JSON.stringify(request.headers.authorization))
    })
    const answer = await guarded()(post())
    expect(await answer.json()).toBe('Bearer acme-secret-1')
    expect([answer.url, answer.redirected]).toEqual([`${server.origin()}/v2/graphql`, true])
    expect(server.asked).toEqual(['POST /graphql', 'POST /v2/graphql'])
    expect(server.bodies).toEqual(['{"query":1}', '{"query":1}'])
  })

  it('is changed by what is given beside it', async () => {
    await guarded()(post(), { method: 'PUT', body: '{}' })
    expect([server.asked, server.bodies]).toEqual([['PUT /graphql'], ['{}']])
  })

  it('ends with its signal', async () => {
    const stop = new AbortController()
    server.answer(() => stop.abort(new Error('The pass was stopped.')))
    await expect(guarded()(post(stop.signal))).rejects.toMatchObject({ name: 'AbortError' })
  })
})

it('a 303 to what changes something is the answer', async () => {
  server.answer((_, response) => response.writeHead(303, { location: '/result' }).end())
  const answer = await guarded()(`${server.origin()}/make`, { method: 'POST', body: '{}' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/result'])
  expect(server.asked).toEqual(['POST /make'])
})
