import { populate } from '@data-import/fake-gitlab'
import { isDeep } from '@data-import/test-kit'
import { describe, expect, it } from 'vitest'
import { allCompleted, statusesOf, useGitlabImports } from './testing/gitlab-imports.fixture.js'

/** Imports, changes something, and imports again. */
async function importTwice(imports: ReturnType<typeof useGitlabImports>, telling = {}): Promise<void> {
  populate(imports.acme(), { projects: 3, seed: 5, commitsOfLargest: 120, now: imports.now() })
  const source = await imports.addSource()
  await imports.completePass()
  await imports.expectTruth(source.id, telling)
  imports.later()
  const [web] = imports.acme().projects()
  const given = web?.openMergeRequest({ reviewers: [imports.acme().account('bo')] })
  if (given) web?.approve(given, 'ana')
  web?.retryJob([...(web?.truth().pipelines.values() ?? [])][0] ?? expect.fail(), 'test')
  imports.later(0.1)
  await imports.completePass()
  await imports.expectTruth(source.id, telling)
}

describe('a server of version 15.0', () => {
  const imports = useGitlabImports({ version: '15.0' })
  it('is imported like a new one', () => importTwice(imports))
})

describe('a server without GraphQL', () => {
  const imports = useGitlabImports({ hasGraphql: false })
  it('gives everything but lines of merge requests', () => importTwice(imports, { hasLines: false }))
})

describe('a server whose GraphQL is refused for a while', () => {
  const imports = useGitlabImports()
  it('gives the lines of merge requests afterwards, though nothing has changed', async () => {
    populate(imports.acme(), { projects: 2, seed: 5, now: imports.now() })
    const source = await imports.addSource()
    let isRefused = true
    imports.gitlab().faults.fail({
      match: ({ path, body }) => isRefused && path.endsWith('/graphql') && body.includes('mergeRequestDetails'),
      status: 404,
    })
    await imports.completePass()
    await imports.expectTruth(source.id, { hasLines: false })
    isRefused = false
    imports.later(0.1)
    await imports.completePass()
    await imports.expectTruth(source.id)
  })

  it('is refused once, as by a copy that is behind, and answers when asked again', async () => {
    populate(imports.acme(), { projects: 2, seed: 5, now: imports.now() })
    const source = await imports.addSource()
    imports.gitlab().faults.fail({ match: ({ path }) => path.endsWith('/graphql'), status: 404, times: 1 })
    await imports.completePass()
    await imports.expectTruth(source.id)
  })
})

describe('a server below a path, behind a proxy that it knows nothing of', () => {
  const imports = useGitlabImports({ relativePath: '/gitlab', externalUrl: 'https://git.acme.example/code' })
  it('is read where it is, page by page', async () => {
    const web = imports.acme().addProject({ path: 'web', commits: 230, committedAt: imports.ago(3) })
    for (let count = 0; count < 110; count++) web.openIssue()
    const source = await imports.addSource()
    await imports.completePass()
    await imports.expectTruth(source.id, { host: 'git.acme.example/code' })
    expect(imports.gitlab().traffic.foreignCredentials).toEqual([])
  })
})

describe('tokens and limits', () => {
  const imports = useGitlabImports()

  it('OAuth tokens are renewed once when they are refused, and the next refresh token is kept', async () => {
    populate(imports.acme(), { projects: 2, seed: 5, now: imports.now() })
    const { id, secret, refreshToken } = imports.gitlab().addOauthClient()
    const source = await imports.addSource({
      GITLAB_TOKEN: '',
      GITLAB_OAUTH_CLIENT_ID: id,
      GITLAB_OAUTH_CLIENT_SECRET: secret,
      GITLAB_OAUTH_REFRESH_TOKEN: refreshToken,
    })
    let requests = 0
    const unhook = imports.gitlab().faults.onRequest(() => {
      if (++requests === 12) imports.gitlab().expireOauthTokens()
    })
    await imports.completePass()
    unhook()
    await imports.expectTruth(source.id)
    imports.later()
    // By the refresh token that the pass before has stored.
    await imports.completePass()
  })

  it.each([
    [
      'plain text with Retry-After',
      { status: 429, body: 'Retry later\n', headers: { 'retry-after': '1', 'content-type': 'text/plain' } },
    ],
    [
      'RateLimit-Reset alone',
      { status: 429, body: 'Retry later\n', headers: { 'ratelimit-reset': '1', 'content-type': 'text/plain' } },
    ],
    ['a bad gateway', { status: 502, kind: 'html' as const }],
    ['a connection that ends', { kind: 'destroy' as const }],
    ['half an answer', { kind: 'truncate' as const }],
  ])('%s now and then costs nothing but time', async (_, fault) => {
    populate(imports.acme(), { projects: 2, seed: 5, now: imports.now() })
    const source = await imports.addSource()
    let requests = 0
    imports.gitlab().faults.fail({ match: () => ++requests % 17 === 0, times: isDeep ? 3 : 1, ...fault })
    await imports.completePass()
    await imports.expectTruth(source.id)
  })

  it('a part that is switched off is nothing, a part that is refused is not complete, and neither stops the rest', async () => {
    populate(imports.acme(), { projects: 2, seed: 5, commitsOfLargest: 20, now: imports.now() })
    const [web, other] = imports.acme().projects()
    web?.setFeature('builds', 'disabled')
    other?.setFeature('merge_requests', 'refused')
    await imports.addSource()
    const statuses = statusesOf(await imports.pass())
    expect(statuses['pipeline-run']).toBe('COMPLETED')
    expect(statuses['pull-request']).toMatch(/^PARTIAL/)
    expect({
      ...statuses,
      'pull-request': 'COMPLETED',
      review: 'COMPLETED',
      'pull-request-comment': 'COMPLETED',
    }).toEqual(allCompleted)
    expect((await imports.ledger('pipeline-run'))[0]).toMatchObject({
      status: 'SKIPPED',
      reason: 'CI/CD is switched off',
    })
    expect((await imports.ledger('pull-request'))[1]).toMatchObject({
      status: 'UNAVAILABLE',
      reason: expect.stringContaining('no access (403)'),
    })
  })

  it('a merge request that is deleted between list and detail costs its own row and nothing else', async () => {
    const web = imports.acme().addProject({ path: 'web', commits: 5 })
    const [first] = Array.from({ length: 8 }, () => web.openMergeRequest())
    const source = await imports.addSource()
    imports.gitlab().faults.onRequest(({ path }) => {
      if (path.endsWith('/graphql') && first) web.deleteMergeRequest(first)
    })
    await imports.completePass()
    imports.later()
    await imports.completePass()
    await imports.expectTruth(source.id)
  })
})
