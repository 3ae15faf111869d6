import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../client.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import { startFakeGithub } from '../start-fake-github.js'

describe('limits', () => {
  let github: FakeGithub
  let now = new Date()
  beforeAll(async () => {
    github = await startFakeGithub({ now: () => now })
    github.addOrganization('acme')
  })
  beforeEach(() => {
    now = new Date('2026-03-01T12:00:00Z')
  })
  afterAll(() => github.close())

  it('tells in epoch seconds when a budget is full again, and fills it then', async () => {
    const token = github.addToken({ owners: ['acme'], limit: 2 })
    const client = createClient(github, token)
    const first = await client.get('/orgs/acme')
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1')
    expect(first.headers.get('x-ratelimit-reset')).toBe(String(Date.parse('2026-03-01T13:00:00Z') / 1000))
    expect(first.headers.get('date')).toBe('Sun, 01 Mar 2026 12:00:00 GMT')
    await client.get('/orgs/acme')
    const exhausted = await client.get('/orgs/acme')
    expect([exhausted.status, exhausted.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
    expect((await client.get('/rate_limit')).body.resources?.core).toMatchObject({ limit: 2, remaining: 0 })
    now = new Date('2026-03-01T13:00:00Z')
    expect((await client.get('/orgs/acme')).status).toBe(200)
  })

  it('tells an exhausted GraphQL budget with status 200 and a typed error', async () => {
    const token = github.addToken({ owners: ['acme'] })
    github.limits.set(token, { remaining: 1 }, 'graphql')
    const client = createClient(github, token)
    const query = '{rateLimit{limit cost remaining used resetAt}}'
    expect((await client.graphql(query)).data?.rateLimit).toEqual({
      ...{ limit: 5_000, cost: 1, remaining: 0, used: 5_000, resetAt: '2026-03-01T13:00:00Z' },
    })
    expect((await client.graphql(query)).errors?.[0]).toMatchObject({ type: 'RATE_LIMITED' })
    expect(github.limits.of(token).remaining).toBe(5_000)
  })

  it('gives 60 requests and no GraphQL without a token', async () => {
    const client = createClient(github, null)
    expect((await client.get('/orgs/acme')).headers.get('x-ratelimit-limit')).toBe('60')
    expect((await client.graphql('{viewer{login}}')).message).toBe('This endpoint requires you to be authenticated.')
  })
})
