import { ConfigurationError, QuotaExhaustedError, TransientError } from '@data-import/core/provider'
import { describe, expect, expectTypeOf, it } from 'vitest'
import type { HttpAnswer, NotModified } from '../contract/http-source.js'
import { describeUsage } from '../contract/http-usage.js'
import { createHttpSource } from './create-http-source.js'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

describe('a question', () => {
  it('goes below the base address with its query: dates as ISO texts, lists repeated, undefined left out', async () => {
    server.answer((request, response) => response.end(JSON.stringify(request.headers)))
    const since = new Date('2026-01-01T00:00:00Z')
    const query = { since, limit: 100, isOpen: true, label: ['a', 'b c'], none: undefined }
    const { body } = await server.open().get<Record<string, string>>('/boards', { query, headers: { 'x-extra': '1' } })
    expect(server.asked).toEqual([
      'GET /api/boards?since=2026-01-01T00%3A00%3A00.000Z&limit=100&isOpen=true&label=a&label=b+c',
    ])
    expect(body).toMatchObject({
      authorization: 'Bearer acme-secret-1',
      accept: 'application/json',
      'user-agent': 'data-import',
      'x-extra': '1',
    })
  })

  it.each(['boards', '/boards'])('may leave out the slash: %s', async (path) => {
    await server.open({ baseUrl: `${server.origin()}/api/` }).get(path)
    expect(server.asked).toEqual(['GET /api/boards'])
  })

  it('gives body, tag, status and next link, whole', async () => {
    server.answer((_, response) => {
      response.setHeader('link', '</api/boards?page=2>; rel="next"')
      response.setHeader('etag', '"1"').end('[1]')
    })
    const answer = await server.open().get<number[]>('/boards')
    expect(answer).toMatchObject({ isModified: true, status: 200, body: [1], etag: '"1"' })
    expect(answer.next).toBe(`${server.origin()}/api/boards?page=2`)
    expectTypeOf(answer).toEqualTypeOf<HttpAnswer<number[]>>()
  })

  it('that is redirected has its next link from there', async () => {
    server.answer((_, response, { pathname }) => {
      if (pathname === '/api/boards') response.writeHead(302, { location: '/v2/boards/' }).end()
      else response.setHeader('link', '<?page=2>; rel="next"').end('[1]')
    })
    const { url, next } = await server.open().get('/boards')
    expect([url, next]).toEqual([`${server.origin()}/v2/boards/`, `${server.origin()}/v2/boards/?page=2`])
  })

  it('with a tag says whether anything has changed', async () => {
    server.answer((request, response) => {
      const isSame = request.headers['if-none-match'] === '"1"'
      response.writeHead(isSame ? 304 : 200, { etag: '"1"' }).end(isSame ? undefined : '[]')
    })
    const source = server.open()
    const first = await source.get<number[]>('/boards', { etag: null })
    expect(first).toMatchObject({ isModified: true, etag: '"1"' })
    expectTypeOf(first).toEqualTypeOf<HttpAnswer<number[]> | NotModified>()
    expect(await source.get('/boards', { etag: '"1"' })).toEqual({ isModified: false })
    expect(source.usage).toEqual({ requests: 1, notModified: 1, waitedMs: 0 })
    expect(describeUsage(source.usage)).toBe('1 request, 1 more answered "not modified"')
  })

  it('without a tag takes no 304 for an answer', async () => {
    server.answer((_, response) => response.writeHead(304).end())
    expect(await failure(server.open().get('/boards'))).toBeInstanceOf(TransientError)
  })

  it('with a body sends it as JSON', async () => {
    server.answer((request, response) => response.end(JSON.stringify(request.headers['content-type'])))
    const { body } = await server.open().post<string>('/search', { json: { text: 'a' } })
    expect([server.bodies, body]).toEqual([['{"text":"a"}'], 'application/json'])
  })

  it('may be answered without a body', async () => {
    server.answer((_, response) => response.writeHead(204).end())
    expect((await server.open().get('/boards')).body).toBeNull()
  })

  it('is read as the author says', async () => {
    server.answer((_, response) => response.end(')]}\'\n{"a":1}'))
    const { body } = await server.open({ parse: (text) => JSON.parse(text.slice(5)) }).get('/changes')
    expect(body).toEqual({ a: 1 })
  })

  it('of a check needs no more than a signal', async () => {
    const { signal } = new AbortController()
    const source = createHttpSource({ signal }, { name: 'Acme Board', baseUrl: server.origin() })
    expect(await source.get('/')).toMatchObject({ body: {} })
  })

  it('of a check waits no longer than somebody sits before it', async () => {
    server.answerStatuses([429], { 'retry-after': '6' })
    expect(await failure(server.openForCheck().get('/'))).toBeInstanceOf(QuotaExhaustedError)
    server.answerStatuses([500])
    expect(await failure(server.openForCheck().get('/'))).toMatchObject({ status: 500 })
    expect(server.asked).toHaveLength(3)
    await failure(server.openForCheck({ retries: 2 }).get('/'))
    expect(server.asked).toHaveLength(6)
  })

  it('tells the time of the other side', async () => {
    server.answer((_, response) => response.setHeader('date', 'Mon, 01 Jun 2026 09:00:00 GMT').end('{}'))
    const source = server.open()
    expect(source.now()).toBeNull()
    await source.get('/')
    server.later(5_000)
    expect(source.now()).toEqual(new Date('2026-06-01T09:00:05Z'))
  })
})

describe('the credentials stay on the configured origin', () => {
  const elsewhere = 'http://elsewhere.example'

  it.each([`${elsewhere}/api/boards`, 'https://127.0.0.1/api'])('when the path leads to %s', async (path) => {
    const error = await failure(server.open().get(path))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ message: expect.stringContaining('points to another host') })
    expect(server.asked).toEqual([])
  })

  it('when a path only looks like another host', async () => {
    await server.open().get('//elsewhere.example/boards')
    expect(server.asked).toEqual(['GET /api//elsewhere.example/boards'])
  })

  it('when a redirect leads away, which is not asked again', async () => {
    server.answer((_, response) => response.writeHead(302, { location: `${elsewhere}/` }).end())
    expect(await failure(server.open().get('/boards'))).toBeInstanceOf(ConfigurationError)
    expect(server.asked).toHaveLength(1)
  })

  it('and redirects on it are followed with them, at most three', async () => {
    server.answer((request, response, { pathname }) => {
      const step = Number(pathname.split('/').at(-1))
      if (step < 3) response.writeHead(307, { location: `${step + 1}` }).end()
      else response.end(JSON.stringify(request.headers.authorization))
    })
    expect(await server.open().get('/0')).toMatchObject({ body: 'Bearer acme-secret-1' })
    server.answer((_, response) => response.writeHead(301, { location: '/api/0' }).end())
    expect(await failure(server.open().get('/0'))).toMatchObject({
      message: expect.stringContaining('redirects in circles'),
    })
  })

  it('and a redirect after a POST that says so is read with GET', async () => {
    server.answer((request, response) => {
      if (request.method === 'POST') response.writeHead(303, { location: '/api/result' }).end()
      else response.end('[7]')
    })
    expect(await server.open().post('/search', { json: {} })).toMatchObject({ body: [7] })
    expect(server.asked).toEqual(['POST /api/search', 'GET /api/result'])
  })

  it('and what such a redirect leads to is asked for again without the POST', async () => {
    const statuses = [429, 503, 200]
    server.answer((request, response) => {
      if (request.method === 'POST') response.writeHead(303, { location: 'result' }).end()
      else response.writeHead(statuses.shift() ?? 200, { 'retry-after': '1' }).end('[7]')
    })
    expect(await server.open().post('/search', { json: {} })).toMatchObject({ body: [7] })
    const read = 'GET /api/result'
    expect(server.asked).toEqual(['POST /api/search', read, read, read])
  })

  it('also where such a redirect leads away', async () => {
    server.answer((_, response) => response.writeHead(303, { location: `${elsewhere}/` }).end())
    expect(await failure(server.open().post('/search'))).toBeInstanceOf(ConfigurationError)
    expect(server.asked).toHaveLength(1)
  })

  it.each(['ftp://board.acme.example', 'board', '', 'https://maya:secret@board.acme.example'])(
    'which must be a web address without credentials: %j',
    (baseUrl) => {
      expect(() => server.open({ baseUrl })).toThrow(ConfigurationError)
      expect(() => server.open({ baseUrl })).not.toThrow('secret')
    },
  )

  it('and are not shown when no header may hold them', () => {
    const open = () => server.open({ headers: { authorization: 'Bearer acme-\nsecret' } })
    expect(open).toThrow('The header authorization for Acme Board holds what no header may')
    expect(open).not.toThrow('secret')
  })

  it('and the name of what a pass shares shows nothing of them', () => {
    server.open()
    server.open({ headers: { authorization: 'Bearer acme-secret-2' } })
    server.open()
    expect(server.sharedNames()).toHaveLength(2)
    expect(server.sharedNames().join()).not.toContain('secret')
  })
})

describe('a cancelled run', () => {
  const stopped = new Error('The pass was stopped.')

  it('ends while an answer is awaited', async () => {
    const stop = new AbortController()
    server.answer(() => stop.abort(stopped))
    expect(await failure(server.open({}, { signal: stop.signal }).get('/'))).toBe(stopped)
    expect(server.asked).toHaveLength(1)
  })

  it('ends while it waits for its turn', async () => {
    const [stop, stopFirst] = [new AbortController(), new AbortController()]
    let isAsked = () => {}
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve
    })
    server.answer(() => isAsked())
    const first = failure(server.open({ concurrency: 1 }, { signal: stopFirst.signal }).get('/first'))
    await asked
    const second = failure(server.open({}, { signal: stop.signal }).get('/second'))
    stop.abort(stopped)
    expect(await second).toBe(stopped)
    stopFirst.abort(stopped)
    expect(await first).toBe(stopped)
    expect(server.asked).toEqual(['GET /api/first'])
  })

  it('asks nothing', async () => {
    expect(await failure(server.open({}, { signal: AbortSignal.abort(stopped) }).get('/'))).toBe(stopped)
    expect(server.asked).toEqual([])
  })
})
