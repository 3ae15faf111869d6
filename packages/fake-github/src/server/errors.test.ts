import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../client.fixture.js'
import type { FakeGithub } from '../fake-github.js'
import type { FakeOwner } from '../fake-owner.js'
import { startFakeGithub } from '../start-fake-github.js'

describe('errors of REST', () => {
  let github: FakeGithub
  let acme: FakeOwner
  beforeAll(async () => {
    github = await startFakeGithub()
    acme = github.addOrganization('acme')
  })
  afterAll(() => github.close())
  const client = () => createClient(github, acme.token)

  it('refuses tokens that it does not know', async () => {
    const answer = await createClient(github, 'ghp_wrong').get('/user')
    expect([answer.status, answer.body.message]).toEqual([401, 'Bad credentials'])
  })

  it('says not found of what is missing and of what the token may not see', async () => {
    await acme.addRepository({ name: 'secret', isPrivate: true })
    const stranger = createClient(github, github.addToken({ owners: ['nobody'] }))
    const publicOnly = createClient(github, github.addToken({ owners: ['acme'], scopes: ['read:org'] }))
    expect((await client().get('/repos/acme/secret')).status).toBe(200)
    expect((await client().get('/repos/acme/missing')).status).toBe(404)
    expect((await stranger.get('/repos/acme/secret')).status).toBe(404)
    expect((await publicOnly.get('/repos/acme/secret')).status).toBe(404)
    expect((await publicOnly.list('/orgs/acme/repos')).map(({ name }) => name)).not.toContain('secret')
  })

  it('answers 409 for commits and 204 for contributors of an empty repository', async () => {
    await acme.addRepository({ name: 'empty' })
    const commits = await client().get('/repos/acme/empty/commits')
    expect([commits.status, commits.body.message]).toEqual([409, 'Git Repository is empty.'])
    expect((await client().get('/repos/acme/empty/contributors')).status).toBe(204)
  })

  it('answers 410 where issues are off, 422 to nonsense, 451 where blocked, 403 where disabled', async () => {
    const repository = await acme.addRepository({ name: 'odd', commits: 1, hasIssues: false })
    expect((await client().get('/repos/acme/odd/issues')).status).toBe(410)
    expect((await client().get('/repos/acme/odd/commits?since=yesterday')).status).toBe(422)
    repository.block()
    const blocked = await client().get('/repos/acme/odd')
    expect([blocked.status, blocked.body.message, blocked.body.block?.reason]).toEqual([
      451,
      'Repository access blocked',
      'dmca',
    ])
    repository.block(null)
    repository.disable()
    expect((await client().get('/repos/acme/odd/pulls')).status).toBe(403)
  })

  it('redirects a renamed or transferred repository to its id', async () => {
    const other = github.addOrganization('other')
    const repository = await acme.addRepository({ name: 'old', commits: 2 })
    repository.rename('new')
    const moved = await client().get('/repos/acme/old/commits?per_page=1')
    const url = `${github.url}/repositories/${repository.id}/commits?per_page=1`
    expect([moved.status, moved.headers.get('location')]).toEqual([301, url])
    expect(moved.body).toMatchObject({ message: 'Moved Permanently', url })
    expect((await client().get(url)).status).toBe(200)
    repository.transfer('other')
    expect(other.repositories().map(({ fullName }) => fullName)).toEqual(['other/new'])
    expect((await client().get('/repos/acme/new')).status).toBe(301)
    expect((await client().get('/repos/acme/old')).status).toBe(301)
  })

  it('names the permission that a fine-grained token lacks', async () => {
    await acme.addRepository({ name: 'plain', commits: 1 })
    const token = github.addToken({ owners: ['acme'], missing: ['issues'] })
    const refused = await createClient(github, token).get('/repos/acme/plain/issues')
    expect([refused.status, refused.headers.get('x-accepted-github-permissions')]).toEqual([403, 'issues=read'])
    const query = '{repository(owner:"acme",name:"plain"){name issues(first:1){totalCount}}}'
    const answer = await createClient(github, token).graphql(query)
    expect(answer.errors?.[0]).toMatchObject({ type: 'FORBIDDEN', path: ['repository', 'issues'] })
  })

  it('insists on a User-Agent', async () => {
    const status = await new Promise((resolve, reject) => {
      request(`${github.url}/orgs/acme`, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end()
    })
    expect(status).toBe(403)
  })

  it('serves an Enterprise Server below /api/v3, without limits', async () => {
    const enterprise = await startFakeGithub({ flavor: 'enterprise' })
    const owner = enterprise.addOrganization('acme')
    const { get, graphql } = createClient(enterprise, owner.token)
    const answer = await get('/orgs/acme')
    expect([answer.status, answer.headers.get('x-ratelimit-limit')]).toEqual([200, null])
    expect((await get('/rate_limit')).status).toBe(404)
    expect(await graphql('{organization(login:"acme"){login} rateLimit{limit}}')).toEqual({
      data: { organization: { login: 'acme' }, rateLimit: null },
    })
    await enterprise.close()
  })
})
