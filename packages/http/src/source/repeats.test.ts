import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  ConfigurationError,
  HttpError,
  ImportError,
  QuotaExhaustedError,
  TransientError,
  unavailableReasonOf,
} from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

/** Where nobody listens any more. */
async function closedAddress(): Promise<string> {
  const closed = createServer()
  await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
  const { port } = closed.address() as AddressInfo
  await new Promise((resolve) => closed.close(resolve))
  return `http://127.0.0.1:${port}`
}

describe('a question is asked again', () => {
  it.each([500, 502, 503, 504, 408, 425])('after %i, and then gives its answer', async (status) => {
    server.answerStatuses([status, status, 200])
    expect(await server.open().get('/boards')).toMatchObject({ body: { ok: true } })
    expect(server.asked).toHaveLength(3)
  })

  it('while it is still being computed (202), which is no answer', async () => {
    let count = 0
    server.answer((_, response) => response.writeHead(count++ < 2 ? 202 : 200).end('[]'))
    expect(await server.open().get('/boards')).toMatchObject({ status: 200 })
    expect(server.asked).toHaveLength(3)
    server.answer((_, response) => response.writeHead(202).end('[]'))
    const error = await failure(server.open().get('/boards'))
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({ message: expect.stringContaining('still being computed') })
    expect(await server.open().post('/jobs')).toMatchObject({ status: 202 })
  })

  it('as often as it may be, and then fails with the status', async () => {
    server.answerStatuses([502], {}, '<html><head><style>p {}</style></head><body><h1>Bad gateway</h1></body></html>')
    const error = await failure(server.open({ retries: 2 }).get('/boards', { query: { token: 'x' } }))
    expect(error).toBeInstanceOf(HttpError)
    expect(error).toMatchObject({
      status: 502,
      recovery: 'retry',
      unavailableReason: null,
      message: 'Acme Board answered 502 (GET /api/boards): Bad gateway',
    })
    expect(server.asked).toHaveLength(3)
  })

  it('when the connection breaks off', async () => {
    let count = 0
    server.answer((request, response) => (count++ < 3 ? request.socket.destroy() : response.end('[]')))
    expect(await server.open().get('/boards')).toMatchObject({ body: [] })
  })

  it('when it can not be made', async () => {
    const error = await failure(server.open({ baseUrl: await closedAddress(), retries: 1 }).get('/boards'))
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({
      message: expect.stringMatching(/^Acme Board can't be reached \(GET \/boards\): connect ECONNREFUSED [\d.:]+\.$/),
    })
  })

  it('which the log says, with the reason', async () => {
    const baseUrl = await closedAddress()
    await failure(server.open({ baseUrl, retries: 2 }).get('/boards'))
    const reason = `Acme Board can't be reached (GET /boards): connect ECONNREFUSED ${baseUrl.slice(7)}.`
    expect(server.said).toEqual([`Try 2 of 3: ${reason}`, `Try 3 of 3: ${reason}`])
    server.said.length = 0
    server.answerStatuses([503, 200])
    await server.open().get('/boards')
    expect(server.said).toEqual(['Try 2 of 4: Acme Board answered 503 (GET /api/boards): No.'])
  })

  it.each([
    ['is shorter than announced', { 'content-length': '100' }, '{"a":1}'],
    ['is no JSON', {}, 'A proxy'],
    ['ends in the middle', {}, '{"a":'],
    ['is empty', {}, ''],
  ])('when its body %s', async (_, headers, body) => {
    let count = 0
    server.answer((_, response) => {
      if (count++ === 2) return response.end('[]')
      response.writeHead(200, headers).write(body)
      return 'content-length' in headers ? response.destroy() : response.end()
    })
    expect(await server.open().get('/boards')).toMatchObject({ body: [] })
    expect(server.asked).toHaveLength(3)
  })

  it('twice, when its body stays broken', async () => {
    server.answer((_, response) => response.end('{"a":'))
    const error = await failure(server.open().get('/boards'))
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({ name: 'TransientError', message: expect.stringContaining('broken or no JSON') })
    expect(server.asked).toHaveLength(3)
  })
})

describe('a question that changes something', () => {
  it.each([500, 503, 408])('is not asked again after %i, for it may have arrived', async (status) => {
    server.answerStatuses([status, 200], { 'retry-after': '1' })
    expect(await failure(server.open().post('/cards', { json: {} }))).toMatchObject({ status })
    expect(server.asked).toHaveLength(1)
  })

  it('is not asked again when the connection breaks off', async () => {
    server.answer((request) => request.socket.destroy())
    expect(await failure(server.open().post('/cards', { json: {} }))).toBeInstanceOf(TransientError)
    expect(server.asked).toHaveLength(1)
  })

  it('is asked again after 429, for it was not done', async () => {
    server.answerStatuses([429, 200], { 'retry-after': '1' })
    expect(await server.open().post('/cards', { json: {} })).toMatchObject({ body: { ok: true } })
  })

  it('is asked again when the author says that it changes nothing', async () => {
    server.answerStatuses([500, 200])
    expect(await server.open().post('/search', { json: {}, isIdempotent: true })).toMatchObject({ body: { ok: true } })
  })
})

describe('another try does not change', () => {
  it.each([
    [403, 'configure', 'no access (403): No.'],
    [404, 'configure', 'gone, or the credentials have no access to it (404)'],
    [410, 'configure', 'gone, or switched off (410)'],
    [451, 'configure', 'blocked for legal reasons (451): No.'],
    [400, 'stop', undefined],
    [409, 'stop', undefined],
    [422, 'stop', undefined],
  ])('%i: recovery %s, skipped because %s', async (status, recovery, reason) => {
    server.answerStatuses([status])
    const error = await failure(server.open().get('/boards'))
    expect(error).toMatchObject({ status, recovery, message: `Acme Board answered ${status} (GET /api/boards): No.` })
    expect(unavailableReasonOf(error)).toBe(reason)
    expect(server.asked).toHaveLength(1)
  })

  it('401, after which nobody asks with these credentials any more', async () => {
    server.answerStatuses([401], {}, '{"error":{"message":"Token acme-secret-1 has expired."}}')
    const error = await failure(server.open().get('/boards'))
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({
      message: expect.stringMatching(/^Acme Board refused the credentials \(401\): Token \*\*\* has expired\./),
    })
    expect(error).toMatchObject({ message: expect.stringContaining('(data-import sources set)') })
    expect(await failure(server.open().get('/other'))).toBe(error)
    expect(server.asked).toHaveLength(1)
    server.answerStatuses([200])
    await server.open({ headers: { authorization: 'Bearer acme-secret-2' } }).get('/boards')
  })
})

it('a next link that is no address is an error, and not the end of the list', async () => {
  server.answer((_, response) => response.setHeader('link', '<http://>; rel="next"').end('[]'))
  expect(await failure(server.open().get('/boards'))).toBeInstanceOf(TransientError)
})

it('a pass without time left asks nothing again', async () => {
  server.answerStatuses([500])
  expect(await failure(server.open({}, { timeLeftMs: () => 0 }).get('/'))).toMatchObject({ status: 500 })
  expect(server.asked).toHaveLength(1)
})

describe('an error of the vendor in a 200', () => {
  const options = {
    errorOf: ({ status, body, question }: { status: number; body: unknown; question: string }) => {
      const error = typeof body === 'object' && body !== null && 'failed' in body ? body.failed : undefined
      if (status === 401) return new ConfigurationError('Set ACME_TOKEN.')
      if (error === 'busy') return new TransientError(`It is busy (${question}).`)
      return error === undefined
        ? undefined
        : new HttpError(String(error), { status: 404, unavailableReason: 'archived' })
    },
  }
  const answerBodies = (...bodies: string[]) => {
    let count = 0
    server.answer((_, response) => response.end(bodies[Math.min(count++, bodies.length - 1)]))
  }

  it('is asked again when it passes', async () => {
    answerBodies('{"failed":"busy"}', '{"a":1}')
    expect(await server.open(options).get('/')).toMatchObject({ body: { a: 1 } })
  })

  it('is asked again as often as a 5xx', async () => {
    answerBodies('{"failed":"busy"}')
    expect(await failure(server.open(options).get('/boards'))).toMatchObject({
      message: 'It is busy (GET /api/boards).',
    })
    expect(server.asked).toHaveLength(4)
  })

  it('else is what the author makes of it', async () => {
    answerBodies('{"failed":"It is archived."}')
    const error = await failure(server.open(options).get('/'))
    expect([ImportError.isInstance(error), unavailableReasonOf(error)]).toEqual([true, 'archived'])
    expect(server.asked).toHaveLength(1)
  })

  it('replaces what a 401 says, and stays the reason for all', async () => {
    server.answerStatuses([401])
    expect(await failure(server.open(options).get('/'))).toMatchObject({ message: 'Set ACME_TOKEN.' })
    expect(await failure(server.open(options).get('/'))).toMatchObject({ message: 'Set ACME_TOKEN.' })
    expect(server.asked).toHaveLength(1)
  })
})

it('after 20 questions in a row without an answer nobody asks any more in this pass', async () => {
  server.answerStatuses([500])
  const source = server.open({ retries: 0 })
  for (let count = 0; count < 20; count++) await failure(source.get('/'))
  const error = await failure(source.get('/'))
  expect(error).toBeInstanceOf(TransientError)
  expect(error).toMatchObject({ message: 'Acme Board does not answer: 20 requests in a row failed.' })
  expect(QuotaExhaustedError.isInstance(error)).toBe(false)
  expect(server.asked).toHaveLength(20)
})
