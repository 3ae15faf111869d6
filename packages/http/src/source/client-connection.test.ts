import { ConfigurationError, QuotaExhaustedError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import { type ClientConnectionOptions, type ClientRun, createClientConnection } from './client-connection.js'
import { useHttpServer } from './http-server.fixture.js'

const server = useHttpServer()

function open(options: Partial<ClientConnectionOptions> = {}, run: Partial<ClientRun> = {}) {
  const usage = { requests: 0, notModified: 0 }
  const connection = createClientConnection({
    baseUrl: server.origin(),
    addressName: 'ACME_URL',
    retryBaseMs: 1,
    now: server.now,
    monotonicMs: () => server.now().getTime(),
    async wait(milliseconds) {
      server.waits.push(milliseconds)
      server.later(milliseconds)
    },
    ...options,
  })
  return { connection, usage, fetch: connection.fetchFor({ usage, maximumWaitMs: 60_000, ...run }) }
}

const ask = (fetch: typeof globalThis.fetch, init?: RequestInit) => fetch(`${server.origin()}/boards`, init)

describe("the fetch of a vendor's own client", () => {
  it('hands over what an answer says, read', async () => {
    server.answer((_, response) => response.setHeader('etag', '"1"').end('{"id":1}'))
    const { fetch, usage } = open()
    const answer = await ask(fetch)
    expect(answer).toMatchObject({ status: 200, url: `${server.origin()}/boards`, body: { id: 1 } })
    expect(answer.headers.get('etag')).toBe('"1"')
    expect(usage.requests).toBe(1)
  })

  it('hands over an answer that refuses, with its text, at once', async () => {
    server.answerStatuses([404])
    const answer = await ask(open().fetch)
    expect([answer.status, await answer.text()]).toEqual([404, '{"message":"No."}'])
    expect(server.asked).toHaveLength(1)
  })

  it('sends what the client sends, with its method, headers and body', async () => {
    let type: string | undefined
    server.answer((request, response) => {
      type = request.headers['content-type']
      response.end('{}')
    })
    await ask(open().fetch, { method: 'POST', body: '{"query":"q"}', headers: { 'content-type': 'application/json' } })
    expect([server.asked, server.bodies, type]).toEqual([['POST /boards'], ['{"query":"q"}'], 'application/json'])
  })

  it('repeats what failed, and hands over the last answer where it stays so', async () => {
    server.answerStatuses([503, 502, 200])
    expect((await ask(open().fetch)).status).toBe(200)
    server.answerStatuses([503])
    expect((await ask(open({}, { retries: 1 }).fetch)).status).toBe(503)
    expect(server.asked).toHaveLength(3 + 2)
  })

  it('repeats no fault of a request that would fail again, but what broke off', async () => {
    server.answerStatuses([502])
    const { fetch } = open({}, { isRepeatedAfterFault: false })
    expect((await ask(fetch)).status).toBe(502)
    server.answer((request) => request.socket.destroy())
    await expect(ask(fetch)).rejects.toThrow()
    expect(server.asked).toHaveLength(1 + 4)
  })

  it('repeats an answer that is broken twice, and hands over its text then', async () => {
    server.answer((_, response) => response.end('{"id":'))
    expect(await ask(open().fetch)).toMatchObject({ status: 200, body: '{"id":' })
    expect(server.asked).toHaveLength(3)
  })

  it('repeats an answer that says in its body that it failed', async () => {
    let count = 0
    server.answer((_, response) => response.end(JSON.stringify({ isOk: ++count === 3 })))
    const { fetch } = open({ isFailed: ({ body }) => (body as { isOk: boolean }).isOk === false })
    expect(await ask(fetch)).toMatchObject({ body: { isOk: true } })
  })

  it('waits for the limits that an answer reports, and not for those that the vendor says are none', async () => {
    server.answerStatuses([429, 200], { 'retry-after': '7' })
    expect((await ask(open().fetch)).status).toBe(200)
    expect(server.waits).toEqual([7_000])
    server.answerStatuses([403, 200], { 'retry-after': '7' })
    expect((await ask(open({ quotaOf: () => null }).fetch)).status).toBe(403)
    expect(server.waits).toEqual([7_000])
  })

  it('ends when a limit lasts longer than the run may wait', async () => {
    server.answerStatuses([429], { 'retry-after': '61' })
    await expect(ask(open().fetch)).rejects.toBeInstanceOf(QuotaExhaustedError)
  })

  it('keeps each pace, without which others wait', async () => {
    const paces = { slow: { most: 1, withinMs: 1_000 }, fast: { most: 9, withinMs: 1_000 } }
    const { fetch } = open({ paces, paceOf: ({ pathname }) => (pathname === '/slow' ? 'slow' : 'fast') })
    for (const path of ['/slow', '/fast', '/fast']) await fetch(`${server.origin()}${path}`)
    expect(server.waits).toEqual([])
    await fetch(`${server.origin()}/slow`)
    expect(server.waits).toEqual([1_000])
  })

  it('sends nothing to another origin', async () => {
    await expect(open().fetch('https://elsewhere.example/boards')).rejects.toBeInstanceOf(ConfigurationError)
    expect(server.asked).toEqual([])
  })

  it('ends with the reason of the run', async () => {
    const stop = new AbortController()
    server.answer(() => stop.abort(new Error('The pass was stopped.')))
    await expect(ask(open().fetch, { signal: stop.signal })).rejects.toThrow('The pass was stopped.')
  })
})
