import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, nextLink } from '../client.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import type { FakeOwner } from '../fake-owner.js'
import { startFakeGithub } from '../start-fake-github.js'

describe('issues of REST', () => {
  let github: FakeGithub
  let acme: FakeOwner
  beforeAll(async () => {
    github = await startFakeGithub()
    acme = github.addOrganization('acme')
  })
  afterAll(() => github.close())

  async function repository(name: string, issues: number) {
    const made = await acme.addRepository({ name, commits: 1 })
    for (let at = 0; at < issues; at += 1) await made.openIssue({ createdAt: new Date(Date.UTC(2026, 0, 1 + at)) })
    return { made, client: createClient(github, acme.token), base: `/repos/acme/${name}` }
  }

  it('leads on by a cursor, which counts more than the number of the page, and tells of no last page', async () => {
    const { client, base } = await repository('paged', 5)
    const first = await client.get(`${base}/issues?per_page=2`)
    const next = new URL(nextLink(first.headers) ?? '')
    expect([...next.searchParams.keys()]).toEqual(['per_page', 'after', 'page'])
    expect(next.searchParams.get('page')).toBe('2')
    expect(first.headers.get('link')).not.toContain('last')
    next.searchParams.delete('page')
    const second = await client.get(next.href)
    expect([...second.body].map(({ number }) => number)).toEqual([3, 2])
    const third = await client.get(nextLink(second.headers) ?? '')
    expect([...third.body].map(({ number }) => number)).toEqual([1])
    expect(nextLink(third.headers)).toBeUndefined()
    const byNumber = await client.get(`${base}/issues?per_page=2&page=3`)
    expect([...byNumber.body].map(({ number }) => number)).toEqual([1])
  })

  it('goes on behind a row that is gone, in either direction', async () => {
    const { made, client, base } = await repository('drifting', 4)
    const first = await client.get(`${base}/issues?per_page=2&direction=asc`)
    await made.deleteIssue(2)
    const second = await client.get(nextLink(first.headers) ?? '')
    expect([...second.body].map(({ number }) => number)).toEqual([3, 4])
    expect((await client.get(`${base}/issues?after=nonsense`)).status).toBe(422)
  })

  it('says which feature is switched off', async () => {
    const { made, client, base } = await repository('off', 1)
    made.setIssues(false)
    const answer = await client.get(`${base}/issues`)
    expect([answer.status, answer.body.message]).toEqual([410, 'Issues are disabled for this repo'])
  })

  it('tells type and reactions of every row, pull requests among them', async () => {
    const { made, client, base } = await repository('typed', 0)
    await made.openIssue({ type: 'Bug' })
    await made.openPullRequest()
    const rows = await client.list(`${base}/issues?direction=asc`)
    expect(rows.map(({ type, reactions }) => [type?.name, reactions?.total_count])).toEqual([
      ['Bug', 0],
      [undefined, 0],
    ])
    expect(rows[1]).toHaveProperty('type', null)
  })
})
