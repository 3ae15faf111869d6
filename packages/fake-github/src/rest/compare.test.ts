import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../client.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import type { FakeOwner } from '../fake-owner.js'
import { startFakeGithub } from '../start-fake-github.js'

describe('comparing commits', () => {
  let github: FakeGithub
  let acme: FakeOwner
  beforeAll(async () => {
    github = await startFakeGithub()
    acme = github.addOrganization('acme')
  })
  afterAll(() => github.close())

  async function repository(name: string) {
    const made = await acme.addRepository({ name, commits: 20 })
    const client = createClient(github, acme.token)
    const compare = (base: string, head: string, query = '') =>
      client.get(`/repos/acme/${name}/compare/${base}...${head}${query}`)
    return { made, client, compare, head: made.head() ?? '' }
  }

  it('lists what a late merge brought, though its dates are old', async () => {
    const { made, client, compare, head } = await repository('late')
    const committedAt = new Date(Date.now() - 30 * 86_400_000)
    const merged = await made.lateMerge({ commits: 3, committedAt })
    const { body } = await compare(head, merged)
    expect(body).toMatchObject({ status: 'ahead', ahead_by: 4, behind_by: 0, total_commits: 4 })
    expect([...(body.commits ?? [])].at(-1)?.sha).toBe(merged)
    const since = new Date(Date.now() - 86_400_000).toISOString()
    const recent = (await client.list(`/repos/acme/late/commits?since=${since}`)).map(({ sha }) => sha)
    expect(recent).toContain(merged)
    expect(recent).not.toContain([...(body.commits ?? [])][0]?.sha)
  })

  it('pages its commits, oldest first', async () => {
    const { made, client, compare, head } = await repository('paged')
    const pushed = await made.push({ commits: 5 })
    const rows = await client.list(`/repos/acme/paged/compare/${head}...${pushed}?per_page=2`, 'commits')
    expect(rows.map(({ sha }) => sha)).toHaveLength(5)
    expect(rows[0]?.parents?.[0]?.sha).toBe(head)
    expect(rows.at(-1)?.sha).toBe(pushed)
    expect((await compare(pushed, head)).body).toMatchObject({ status: 'behind', ahead_by: 0, behind_by: 5 })
    expect((await compare(head, head)).body.status).toBe('identical')
  })

  it('says diverged after a force push while the old head is kept, and 404 once it is gone', async () => {
    const { made, compare, head } = await repository('forced')
    const rewritten = await made.forcePush({ drop: 2, commits: 3 })
    expect((await compare(head, rewritten)).body).toMatchObject({ status: 'diverged', ahead_by: 3, behind_by: 2 })
    const again = await made.forcePush({ drop: 1, commits: 1, isOldHeadGone: true })
    expect((await compare(rewritten, again)).status).toBe(404)
    expect((await compare('0'.repeat(40), again)).status).toBe(404)
  })
})
