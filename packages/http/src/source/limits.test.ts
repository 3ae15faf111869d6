import type { ServerResponse } from 'node:http'
import { QuotaExhaustedError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()
const failure = (promise: Promise<unknown>) => promise.catch((error: unknown) => error)

describe('a limit', () => {
  it.each([
    [429, '30', 30_000],
    [429, '0.25', 250],
    [429, 'Mon, 01 Jun 2026 12:00:42 GMT', 42_000],
    [429, '0', 1_000],
    [503, '5', 5_000],
    [403, '5', 5_000],
  ])('%i with Retry-After: %s is waited for', async (status, retryAfter, waitMs) => {
    server.answerStatuses([status, 200], { 'retry-after': retryAfter })
    expect(await server.open().get('/')).toMatchObject({ body: { ok: true } })
    expect(server.waits).toEqual([waitMs])
    expect(server.asked).toHaveLength(2)
  })

  it('is counted from the time of its own answer, also where another one came from a cache', async () => {
    let count = 0
    server.answer((_, response) => {
      const [date, age] =
        count++ === 0 ? ['Sun, 31 May 2026 12:00:00 GMT', '1'] : ['Mon, 01 Jun 2026 12:00:00 GMT', '0']
      response
        .writeHead(count === 2 ? 429 : 200, { date, age, 'retry-after': 'Mon, 01 Jun 2026 12:00:30 GMT' })
        .end('[]')
    })
    const source = server.open()
    await source.get('/cached')
    expect(source.now()).toBeNull()
    await source.get('/')
    expect(server.waits).toEqual([30_000])
  })

  it('that says nothing is waited for a minute, and longer each time', async () => {
    server.answerStatuses([429, 429, 429, 200])
    await server.open().get('/')
    expect(server.waits).toEqual([60_000, 120_000, 240_000])
  })

  it('holds for all scripts of the pass with the same credentials', async () => {
    server.answerStatuses([429, 200], { 'retry-after': '30' })
    const [first, second] = [server.open(), server.open()]
    await Promise.all([first.get('/1'), first.get('/2')])
    await second.get('/3')
    expect(server.waits.every((waitMs) => waitMs <= 30_000)).toBe(true)
    expect(server.now().getTime()).toBeGreaterThanOrEqual(Date.parse('2026-06-01T12:00:30Z'))
  })

  it('is told to the log each time that it comes', async () => {
    server.answerStatuses([429, 429, 200], { 'retry-after': '1' })
    const source = server.open()
    await source.get('/')
    expect(server.said).toEqual(['Acme Board asks to wait 1 s (429).', 'Acme Board asks to wait 1 s (429).'])
    expect(source.usage).toEqual({ requests: 3, notModified: 0, waitedMs: 2_000 })
  })

  it('does not hold for other credentials', async () => {
    server.answerStatuses([429, 200], { 'retry-after': '3000' })
    await failure(server.open().get('/'))
    await server.open({ headers: { authorization: 'Bearer acme-secret-2' } }).get('/')
    expect(server.waits).toEqual([])
  })

  it('that lasts longer than it may be waited for ends the question, resumable', async () => {
    server.answerStatuses([429], { 'retry-after': '901' })
    const error = await failure(server.open().get('/'))
    expect(error).toBeInstanceOf(QuotaExhaustedError)
    expect(error).toMatchObject({
      message: 'The rate limit of this token was met at Acme Board until 2026-06-01T12:15Z.',
      retryAt: new Date('2026-06-01T12:15:01Z'),
    })
    expect(await failure(server.open().get('/other'))).toBeInstanceOf(QuotaExhaustedError)
    expect(server.asked).toHaveLength(1)
  })

  it('that lasts longer than the pass ends the question', async () => {
    server.answerStatuses([429, 200], { 'retry-after': '30' })
    const hurried = server.open({}, { timeLeftMs: () => 20_000 })
    expect(await failure(hurried.get('/'))).toBeInstanceOf(QuotaExhaustedError)
    expect(await server.open().get('/')).toMatchObject({ body: { ok: true } })
  })

  it('that comes again and again is waited for no longer in all than one may be', async () => {
    server.answerStatuses([429], { 'retry-after': '60' })
    expect(await failure(server.open({ maximumWaitMs: 200_000 }).get('/'))).toBeInstanceOf(QuotaExhaustedError)
    expect(server.waits).toEqual([60_000, 60_000, 60_000])
  })

  it.each(['1e300', '9999999999'])('of %s seconds is no fault of ours', async (retryAfter) => {
    server.answerStatuses([429], { 'retry-after': retryAfter })
    expect(await failure(server.open().get('/'))).toBeInstanceOf(QuotaExhaustedError)
  })

  it.each([
    [0, [1_000, 1_000]],
    [-5_000, [1_000, 1_000]],
    [Number.NaN, [60_000, 120_000]],
    [1, [50, 50]],
  ])('that is read as %d ms is waited for, and never asked without a pause', async (waitMs, waits) => {
    server.answerStatuses([429, 429, 200])
    const quotaOf = ({ status }: { status: number }) => (status === 429 ? { waitMs } : undefined)
    expect(await server.open({ quotaOf }).get('/')).toMatchObject({ body: { ok: true } })
    expect(server.waits).toEqual(waits)
  })

  it('of an answer that came after the time that may be waited is not waited for', async () => {
    server.answer((_, response) => {
      server.later(60_000)
      response.writeHead(429, { 'retry-after': '1' }).end()
    })
    expect(await failure(server.open({ maximumWaitMs: 50_000 }).get('/'))).toBeInstanceOf(QuotaExhaustedError)
    expect([server.waits, server.asked.length]).toEqual([[], 1])
  })

  it('can be cancelled while it is waited for', async () => {
    server.answerStatuses([429], { 'retry-after': '30' })
    const stop = new AbortController()
    const stopped = new Error('The pass was stopped.')
    const log = { ...server.log }
    const source = server.open({ quotaOf: () => void stop.abort(stopped) }, { signal: stop.signal, log })
    expect(await failure(source.get('/'))).toBe(stopped)
    expect(server.asked).toHaveLength(1)
  })
})

describe('a quota', () => {
  const soon = String(Date.parse('2026-06-01T12:00:20Z') / 1_000)

  it.each([
    ['ratelimit', '20'],
    ['x-ratelimit', soon],
    ['x-rate-limit', `${soon}000`],
    ['x-ratelimit', '2026-06-01T12:00:20Z'],
  ])('that is used up by %s-Remaining and -Reset %s is waited for, and a second more', async (prefix, reset) => {
    server.answerStatuses([429, 200], { [`${prefix}-remaining`]: '0', [`${prefix}-reset`]: reset })
    await server.open().get('/')
    expect(server.waits).toEqual([21_000])
  })

  it('that the last answer has used up keeps the next question waiting', async () => {
    server.answer((_, response) => {
      response.writeHead(200, { 'ratelimit-remaining': '0', 'ratelimit-reset': '20' }).end('[]')
    })
    const source = server.open()
    await source.get('/1')
    expect(server.waits).toEqual([])
    await source.get('/2')
    expect(server.waits).toEqual([21_000])
    expect(server.asked).toHaveLength(2)
  })

  it('that is not used up keeps nobody waiting', async () => {
    server.answer((_, response) => {
      response.writeHead(200, { 'ratelimit-remaining': '1', 'ratelimit-reset': '20' }).end('[]')
    })
    const source = server.open()
    for (const path of ['/1', '/2']) await source.get(path)
    expect(server.waits).toEqual([])
  })

  it('that an answer tells of in its own way is no refusal where the answer is a success', async () => {
    const source = server.open({ quotaOf: ({ headers }) => ({ waitMs: Number(headers.get('x-wait')) }) })
    server.answer((_, response) => response.setHeader('x-wait', '2000').end('[1]'))
    expect(await source.get('/1')).toMatchObject({ body: [1] })
    server.answer((_, response) => response.setHeader('x-wait', 'none').end('[2]'))
    expect(await source.get('/2')).toMatchObject({ body: [2] })
    expect(await source.get('/3')).toMatchObject({ body: [2] })
    expect([server.waits, server.asked.length]).toEqual([[2_000], 3])
  })

  it('is read as the vendor tells it', async () => {
    let count = 0
    server.answer((_, response) => response.end(count++ === 0 ? '{"limitedForMs":7000}' : '[]'))
    const source = server.open({
      quotaOf: ({ body }) =>
        typeof body === 'object' && body !== null && 'limitedForMs' in body
          ? { kind: 'quota', waitMs: Number(body.limitedForMs), isRefused: true }
          : undefined,
    })
    expect(await source.post('/graphql', { json: {}, isIdempotent: true })).toMatchObject({ body: [] })
    expect(server.waits).toEqual([7_000])
  })
})

it('no more requests are sent at once than the first script of the pass says', async () => {
  let most = 0
  const open: ServerResponse[] = []
  server.answer((_, response) => {
    most = Math.max(most, open.push(response))
    // None is answered before as many as may be are open.
    if (open.length === 3) setImmediate(() => open.splice(0).forEach((one) => void one.end('[]')))
  })
  const sources = [server.open({ concurrency: 3 }), server.open({ concurrency: 9 })]
  await Promise.all(Array.from({ length: 24 }, (_, index) => sources[index % 2]?.get(`/${index}`)))
  expect(most).toBe(3)
})
