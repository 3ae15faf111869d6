import { describe, expect, it } from 'vitest'
import { useAcmeWebhooks } from './acme-webhooks.fixture.js'

const { ids, notices, handler, request, pass, requested, isUntouched } = useAcmeWebhooks()

describe('a webhook', () => {
  it('that is proven is answered 202 without a body, and rings for what it says', async () => {
    const response = await handler()(request())
    expect([response.status, await response.text()]).toEqual([202, ''])
    expect(await requested()).toEqual(['ours a'])
    expect(await pass()).toEqual(['ours a'])
    expect(await pass()).toEqual([])
  })

  it.each<[string, (sent: Request) => Request | Promise<Request>, number]>([
    ['one byte of the body is another', () => request({ signed: '{"repository":"b"}' }), 401],
    ['it is signed with another secret', () => request({ secret: 'rocket' }), 401],
    ['it has no signature', () => new Request(request(), { headers: {} }), 401],
    ['the data source has no secret', () => request({ to: 'unknown' }), 404],
    ['the data source is a property of every object', () => request({ to: 'constructor' }), 404],
    ['the address has more parts', () => request({ to: `${ids.ours}/x/y` }), 404],
    ['the address is elsewhere', () => new Request(`https://acme.example/hooks/${ids.ours}`, { method: 'POST' }), 404],
    ['it is a GET', () => new Request(request().url), 405],
    ['it says that it has 26 MB', () => request({ headers: { 'content-length': String(26 * 2 ** 20) } }), 413],
  ])('is refused, and writes nothing, where %s', async (_, made, status) => {
    const response = await handler()(await made(request()))
    expect([response.status, await response.text()]).toEqual([status, ''])
    expect(await isUntouched()).toBe(true)
    expect(await pass()).toEqual([])
  })

  it('of more than 25 MB is refused, also where it does not say so before', async () => {
    const body = new Uint8Array(26 * 2 ** 20)
    expect((await handler()(request({ body }))).status).toBe(413)
    expect(await isUntouched()).toBe(true)
  })

  it('of 25 MB is read', async () => {
    const body = `{"repository":"a","text":"${'x'.repeat(25 * 2 ** 20 - 40)}"}`
    expect((await handler()(request({ body }))).status).toBe(202)
    expect(await requested()).toEqual(['ours a'])
  })

  it('whose body never ends is refused', async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue(new TextEncoder().encode('{')) })
    const init = { method: 'POST', headers: { 'x-acme-signature': 'sha256=00' }, body, duplex: 'half' }
    const slow = new Request(`https://acme.example/webhooks/${ids.ours}`, init as RequestInit)
    expect((await handler({ bodyTimeoutMs: 20 })(slow)).status).toBe(408)
    expect(await isUntouched()).toBe(true)
  })

  it('of another organisation rings for nothing of ours', async () => {
    expect((await handler()(request({ to: ids.theirs, secret: 'anvil' }))).status).toBe(401)
    expect(await isUntouched()).toBe(true)
    expect((await handler()(request({ to: ids.theirs, secret: 'rocket' }))).status).toBe(202)
    expect(await requested()).toEqual(['theirs a'])
  })

  it('that is no JSON, or that its provider can not read, is told of and rings for nothing', async () => {
    const handle = handler()
    for (const body of ['<xml/>', '', 'null', '{"repository":'])
      expect((await handle(request({ body }))).status).toBe(202)
    expect(notices).toHaveLength(4)
    expect(await requested()).toEqual([])
    expect(await pass()).toEqual([])
  })

  it('may have its JSON in a form', async () => {
    const body = new URLSearchParams({ payload: '{"repository":"b"}' }).toString()
    await handler()(request({ body, headers: { 'content-type': 'application/x-www-form-urlencoded' } }))
    expect(await requested()).toEqual(['ours b'])
  })

  it('that was recorded and is sent again costs one look', async () => {
    const handle = handler()
    await Promise.all([handle(request()), handle(request()), handle(request())])
    expect(await pass()).toEqual(['ours a'])
    await handle(request())
    expect(await pass()).toEqual(['ours a'])
    expect(await pass()).toEqual([])
  })

  it('with a key that no database can hold rings for nothing', async () => {
    for (const key of ['\0', '\ud800', 'x'.repeat(100_000)]) {
      expect((await handler()(request({ body: JSON.stringify({ repository: key }) }))).status).toBe(202)
    }
    expect(await requested()).toEqual([])
  })

  it('that can not be recorded is answered so that the vendor tries again', async () => {
    const failing = {
      $queryRawUnsafe: () => Promise.reject(new Error('the database is down')),
      $executeRawUnsafe: () => Promise.reject(new Error('the database is down')),
    }
    expect((await handler({ db: failing })(request())).status).toBe(503)
    expect(notices[0]).toContain('the database is down')
  })
})
