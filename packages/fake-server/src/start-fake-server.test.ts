import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRouter } from './server/router.js'
import { type FakeServer, startFakeServer } from './start-fake-server.js'

describe('a fake server', () => {
  let server: FakeServer
  beforeEach(async () => {
    const router = createRouter([{ method: 'GET', pattern: '/jobs/{name...}' }])
    server = await startFakeServer({
      basePath: '/ci',
      now: () => new Date('2026-01-01T00:00:00Z'),
      answer({ method, path, headers }) {
        const match = router(method, path)
        if (!match) return { status: 404, body: { message: 'no such path' } }
        const next = `<http://${headers.host}/ci/jobs/2>; rel="next"`
        return { status: 200, body: match.parameters, headers: { link: next }, route: 'GET /jobs/{name...}' }
      },
    })
  })
  afterEach(() => server.close())
  const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init)

  it('answers below its base path and counts what it answered', async () => {
    const answer = await get('/jobs/a%2Fb%20c')
    expect(await answer.json()).toEqual({ name: 'a/b c' })
    expect(answer.headers.get('date')).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
    expect((await fetch(`${new URL(server.url).origin}/jobs/x`)).status).toBe(404)
    expect(server.traffic.requests).toBe(1)
    expect(server.traffic.byRoute.get('GET /jobs/{name...}')).toBe(1)
  })

  it('fails as often as a fault says, and is whole again afterwards', async () => {
    server.faults.fail({ match: /^GET \/jobs\/1/, status: 429, headers: { 'retry-after': '1' }, times: 1 })
    const refused = await get('/jobs/1')
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1'])
    expect((await get('/jobs/1')).status).toBe(200)
  })

  it('ends the socket, cuts the answer, and sends the page of a proxy', async () => {
    server.faults.fail({ kind: 'destroy', times: 1 })
    await expect(get('/jobs/1')).rejects.toThrow('fetch failed')
    server.faults.fail({ kind: 'truncate', times: 1 })
    await expect((await get('/jobs/1')).json()).rejects.toThrow(SyntaxError)
    server.faults.fail({ kind: 'html', times: 1 })
    expect((await get('/jobs/1')).headers.get('content-type')).toBe('text/html')
  })

  it('leads to another origin, which notes the credentials that arrive there', async () => {
    server.faults.foreignLinks({ times: 1 })
    const link = (await get('/jobs/1')).headers.get('link') ?? ''
    expect(link).toContain(server.traffic.otherOrigin)
    await fetch(server.traffic.otherOrigin, { headers: { 'private-token': 'made-up' } })
    expect(server.traffic.foreignCredentials).toEqual(['made-up'])
  })

  it('fails from a request on until it is restored', async () => {
    const first = server.faults.outage({ fromRequest: 2 })
    expect([(await get('/jobs/1')).status, (await get('/jobs/1')).status]).toEqual([200, 503])
    first()
    expect((await get('/jobs/1')).status).toBe(200)
  })
})
