import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createClient, nextLink } from '../client.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import type { FakeOwner } from '../fake-owner.js'
import { startFakeGithub } from '../start-fake-github.js'

describe('faults', () => {
  let github: FakeGithub
  let acme: FakeOwner
  beforeAll(async () => {
    github = await startFakeGithub()
    acme = github.addOrganization('acme')
    for (const name of ['a', 'b', 'c']) await acme.addRepository({ name, commits: 2 })
  })
  afterEach(() => github.faults.restore())
  afterAll(() => github.close())
  const client = () => createClient(github, acme.token)

  it('strike where and as often as they are told', async () => {
    github.faults.fail({ match: /^GET \/repos\/acme\/a$/, status: 502, body: { message: 'no' }, times: 2 })
    const statuses: number[] = []
    for (let index = 0; index < 3; index += 1) statuses.push((await client().get('/repos/acme/a')).status)
    expect(statuses).toEqual([502, 502, 200])
    expect((await client().get('/repos/acme/b')).status).toBe(200)
  })

  it('end sockets, cut answers, and serve a proxy’s page', async () => {
    const end = github.faults.fail({ match: /acme/, kind: 'destroy' })
    await expect(client().get('/orgs/acme')).rejects.toThrow('fetch failed')
    end()
    github.faults.fail({ match: /acme/, kind: 'truncate', times: 1 })
    await expect(client().get('/orgs/acme')).rejects.toThrow('JSON')
    github.faults.fail({ match: /acme/, kind: 'html', times: 1 })
    await expect(client().get('/orgs/acme')).rejects.toThrow('DOCTYPE')
  })

  it('never answer where they hang, until the client gives up', async () => {
    github.faults.fail({ match: /acme/, kind: 'hang' })
    const giveUp = new AbortController()
    const waiting = fetch(`${github.url}/orgs/acme`, { signal: giveUp.signal })
    github.faults.onRequest(() => giveUp.abort())
    await expect(waiting).rejects.toThrow('aborted')
  })

  it('tell secondary limits in both of GitHub’s ways', async () => {
    github.faults.secondaryLimit({ retryAfterSeconds: 7, times: 1 })
    const first = await client().get('/orgs/acme')
    expect([first.status, first.headers.get('retry-after')]).toEqual([403, '7'])
    github.faults.secondaryLimitInBody({ times: 1 })
    const second = await client().get('/orgs/acme')
    expect(second.body.message).toContain('secondary rate limit')
    expect(Number(second.headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0)
    expect(second.headers.get('retry-after')).toBeNull()
  })

  it('time out large queries for line stats alone', async () => {
    github.faults.graphqlTimeout({ first: 25, onlyLineStats: true })
    const history = (first: number, field: string) =>
      client().graphql(`{repository(owner:"acme",name:"a"){defaultBranchRef{target{...on Commit{
        history(first:${first}){nodes{${field}}}}}}}}`)
    expect((await history(50, 'additions')).data).toBeNull()
    expect((await history(25, 'additions')).errors).toBeUndefined()
    expect((await history(50, 'oid')).errors).toBeUndefined()
  })

  it('lead to another origin, which notes the credentials that arrive', async () => {
    github.faults.foreignNextLink({ times: 1 })
    const { headers } = await client().get('/orgs/acme/repos?per_page=1')
    expect(nextLink(headers)).toContain(github.traffic.otherOrigin)
    github.faults.foreignRedirect({ times: 1 })
    const redirect = await client().get('/orgs/acme')
    expect([redirect.status, redirect.headers.get('location')]).toEqual([
      302,
      `${github.traffic.otherOrigin}/elsewhere`,
    ])
    await client().get(nextLink(headers) ?? '')
    expect(github.traffic.foreignAuthorizations).toEqual([`Bearer ${acme.token}`])
  })

  it('let a test change things before a given request, and count what arrives', async () => {
    github.traffic.reset()
    github.faults.onRequest(({ path }) => {
      if (path === '/repos/acme/c') acme.repositories()[2]?.describe('changed just before')
    })
    expect((await client().get('/repos/acme/c')).body.description).toBe('changed just before')
    await client().graphql('query Who{viewer{login}}')
    expect(github.traffic).toMatchObject({ requests: 1, rest: 1, graphql: 1, points: 1 })
    expect(github.traffic.byRoute.get('GET /repos/{owner}/{repo}')).toBe(1)
    expect(github.traffic.log.at(-1)).toMatchObject({ path: '/graphql', operation: 'Who', status: 200 })
  })

  it('can be an outage that lasts until it is restored', async () => {
    github.faults.outage()
    expect((await client().get('/orgs/acme')).status).toBe(503)
    expect((await client().get('/orgs/acme')).status).toBe(503)
    github.faults.restore()
    expect((await client().get('/orgs/acme')).status).toBe(200)
  })
})
