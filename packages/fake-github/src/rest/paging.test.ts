import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, nextLink } from '../client.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import type { FakeOwner } from '../fake-owner.js'
import { startFakeGithub } from '../start-fake-github.js'

describe('paging of REST', () => {
  let github: FakeGithub
  let acme: FakeOwner
  beforeAll(async () => {
    github = await startFakeGithub()
    acme = github.addOrganization('acme')
    for (let index = 0; index < 7; index += 1) await acme.addRepository({ name: `r${index}`, commits: index })
  })
  afterAll(() => github.close())

  it('leads from page to page by links whose path has ids for names', async () => {
    const client = createClient(github, acme.token)
    const first = await client.get('/orgs/acme/repos?per_page=3&sort=full_name')
    const next = nextLink(first.headers)
    expect(next).toBe(`${github.url}/organizations/${acme.id}/repos?per_page=3&sort=full_name&page=2`)
    expect(first.headers.get('link')).toContain('page=3>; rel="last"')
    const all = await client.list('/orgs/acme/repos?per_page=3&sort=full_name')
    expect(all.map(({ name }) => name)).toEqual(['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6'])
    const last = await client.get(`${github.url}/organizations/${acme.id}/repos?per_page=3&page=3`)
    expect(last.headers.get('link')).toMatch(/rel="prev".*rel="first"/)
    expect(nextLink(last.headers)).toBeUndefined()
  })

  it('pages users’ repositories and commits by id too', async () => {
    const user = github.addUser('solo')
    await user.addRepository({ name: 'a', commits: 3 })
    await user.addRepository({ name: 'b' })
    const client = createClient(github, user.token)
    const repositories = await client.get('/users/solo/repos?per_page=1')
    expect(nextLink(repositories.headers)).toContain(`/user/${user.id}/repos?per_page=1&page=2`)
    const id = user.repositories()[0]?.id
    expect(nextLink((await client.get('/repos/solo/a/commits?per_page=1')).headers)).toContain(
      `/repositories/${id}/commits`,
    )
    expect(await client.list('/repos/solo/a/commits?per_page=1')).toHaveLength(3)
  })

  it('answers 304 for free while nothing changed, and the new body once it did', async () => {
    const client = createClient(github, acme.token)
    const { headers } = await client.get('/repos/acme/r3')
    const etag = headers.get('etag') ?? ''
    const used = github.limits.of(acme.token).used
    const before = github.traffic.notModified
    const same = await client.get('/repos/acme/r3', { 'if-none-match': etag })
    expect([same.status, same.body]).toEqual([304, null])
    expect(github.limits.of(acme.token).used).toBe(used)
    expect(github.traffic.notModified).toBe(before + 1)
    acme.repositories()[3]?.describe('new')
    expect((await client.get('/repos/acme/r3', { 'if-none-match': etag })).status).toBe(200)
    expect(github.limits.of(acme.token).used).toBe(used + 1)
  })

  it('reaches only a thousand filtered runs, and counts all', async () => {
    const repository = await acme.addRepository({ name: 'busy', commits: 1 })
    const start = Date.UTC(2026, 0, 1)
    for (let index = 0; index < 1_050; index += 1) {
      await repository.startRun({ jobs: [], createdAt: new Date(start + index * 60_000) })
    }
    const client = createClient(github, acme.token)
    const path = '/repos/acme/busy/actions/runs?per_page=100'
    const filtered = await client.get(`${path}&created=2026-01-01..2026-01-31`)
    expect(filtered.body.total_count).toBe(1_050)
    expect(await client.list(`${path}&created=2026-01-01..2026-01-31`, 'workflow_runs')).toHaveLength(1_000)
    expect(await client.list(path, 'workflow_runs')).toHaveLength(1_050)
    const hour = await client.list(`${path}&created=2026-01-01T00:00:00Z..2026-01-01T00:59:59Z`, 'workflow_runs')
    expect(hour).toHaveLength(60)
    expect(await client.list(`${path}&created=%3E%3D2026-01-01T17:00:00Z`, 'workflow_runs')).toHaveLength(30)
  })
})
