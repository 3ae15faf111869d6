import { describe, expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

async function expectTruth(dataSourceId: string): Promise<void> {
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), dataSourceId, expected)).toEqual(expected)
}

const reasons = async (resource: string) =>
  Object.fromEntries((await imports.ledger(resource)).map(({ name, status, reason }) => [name, `${status}: ${reason}`]))

describe('an answer that is about one repository', () => {
  it('becomes its outcome with the reason, and the others continue', async () => {
    for (const name of ['blocked', 'gone', 'refused', 'well']) {
      const repository = await imports.acme().addRepository({ name, commits: 3 })
      await repository.release()
    }
    await imports.addSource()
    const [blocked, gone, refused] = imports.acme().repositories()
    const at = (id: number | undefined, rest: string) => new RegExp(`/repositories/${id}/${rest}`)
    const { faults } = imports.github()
    faults.fail({
      match: at(blocked?.id, 'releases'),
      status: 451,
      body: { message: 'Repository access blocked', block: { reason: 'dmca' } },
    })
    faults.fail({ match: at(gone?.id, 'releases'), status: 404, body: { message: 'Not Found' } })
    faults.notAccessible({ match: at(refused?.id, 'releases') })
    const result = await imports.pass()
    expect(statusesOf(result)).toEqual({
      ...allCompleted,
      release: expect.stringContaining('3 of 4 partitions are not available'),
    })
    expect(await reasons('release')).toEqual({
      'acme/blocked': expect.stringMatching(/^UNAVAILABLE: blocked by GitHub \(451\)/),
      'acme/gone': expect.stringMatching(/^UNAVAILABLE: gone/),
      'acme/refused': expect.stringMatching(/^UNAVAILABLE: no access \(403\)/),
      'acme/well': 'COMPLETE: null',
    })
    faults.restore()
    imports.later()
    await imports.pass()
    expect(await imports.db().release.count()).toBe(4)
  })

  it('that is broken or fails is tried again, then it fails alone', async () => {
    for (const name of ['broken', 'flaky', 'well']) {
      const repository = await imports.acme().addRepository({ name, commits: 3 })
      await repository.release()
    }
    const source = await imports.addSource()
    const [broken, flaky] = imports.acme().repositories()
    const { faults } = imports.github()
    faults.fail({ match: new RegExp(`/repositories/${broken?.id}/releases`), status: 500, body: { message: 'Oops' } })
    faults.fail({ match: new RegExp(`/repositories/${flaky?.id}/releases`), status: 502, kind: 'html', times: 2 })
    faults.fail({ match: new RegExp(`/repositories/${flaky?.id}/actions/runs`), kind: 'destroy', times: 1 })
    const result = await imports.pass()
    expect(statusesOf(result)).toEqual({ ...allCompleted, release: expect.stringContaining('PARTIAL: 1 of 3') })
    faults.restore()
    imports.later()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
  })
})

it('an outage in the middle of an import costs few requests, and the next pass completes it', async () => {
  for (let number = 1; number <= 12; number++) {
    const repository = await imports.acme().addRepository({ name: `anvils-${number}`, commits: 110 })
    await repository.openIssue()
  }
  const source = await imports.addSource()
  imports.github().faults.outage({ fromRequest: 12 })
  const result = await imports.pass()
  expect(result.status).toBe('partial')
  expect(imports.github().traffic.log.length).toBeLessThan(120)
  imports.github().faults.restore()
  imports.later()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await expectTruth(source.id)
})

describe('a token', () => {
  it('that is refused fails the first script with what to do, and nobody asks again', async () => {
    await imports.acme().addRepository({ name: 'anvils', commits: 1 })
    await imports.addSource({ GITHUB_TOKEN: 'ghp_wrong0123456789' })
    const result = await imports.pass()
    expect(statusesOf(result)).toMatchObject({
      repository: expect.stringMatching(/FAILED: .*refused GITHUB_TOKEN \(401\)/),
      commit: expect.stringContaining('SKIPPED'),
    })
    expect(imports.github().traffic.log).toHaveLength(1)
    expect(JSON.stringify(await imports.db().importLog.findMany())).not.toContain('ghp_wrong')
  })

  it('that expires in the middle stops asking, and a new one completes the import', async () => {
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      await imports.acme().addRepository({ name, commits: 120 })
    }
    const source = await imports.addSource()
    let requests = 0
    const { faults, traffic } = imports.github()
    faults.onRequest(() => {
      if (++requests === 6) faults.expiredToken()
    })
    const result = await imports.pass()
    expect(result.status).toBe('partial')
    // No more than were open.
    expect(traffic.log.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(16)
    faults.restore()
    imports.later()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
  })

  it('never leaves the configured origin, whatever links and redirects say', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
    for (let count = 0; count < 120; count++) await anvils.openIssue()
    await anvils.release()
    await imports.addSource()
    const { faults, traffic } = imports.github()
    faults.foreignNextLink({ match: /issues/ })
    faults.foreignRedirect({ match: /releases/ })
    const result = await imports.pass()
    expect(statusesOf(result)).toMatchObject({
      issue: expect.stringContaining('another host'),
      release: expect.stringContaining('another host'),
    })
    expect(traffic.foreignAuthorizations).toEqual([])
  })

  it('that lacks a permission fails what needs it with the reason, and imports the rest', async () => {
    for (const name of ['anvils', 'rockets']) {
      const repository = await imports.acme().addRepository({ name, commits: 3 })
      await repository.openIssue()
      await repository.openPullRequest()
    }
    const GITHUB_TOKEN = imports.github().addToken({ owners: ['acme'], missing: ['pull_requests', 'deployments'] })
    await imports.addSource({ GITHUB_TOKEN })
    expect(statusesOf(await imports.pass())).toEqual({
      ...allCompleted,
      'pull-request': expect.stringContaining('None of its 2 partitions is available'),
      review: 'SKIPPED: pull-request of acme is FAILED',
      'pull-request-comment': 'SKIPPED: pull-request of acme is FAILED',
      deployment: expect.stringContaining('None of its 2 partitions is available'),
    })
    for (const resource of ['pull-request', 'deployment']) {
      const reason = 'UNAVAILABLE: no access: the token lacks the permission to read it'
      expect(await reasons(resource)).toEqual({ 'acme/anvils': reason, 'acme/rockets': reason })
    }
    expect(await imports.db().repository.count({ where: { removedAt: null } })).toBe(2)
    expect(await imports.db().issue.count()).toBe(2)
  })

  it('that may not see e-mail addresses of profiles imports everything but those', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 3 })
    imports.acme().account('ana', { publicEmail: 'ana@acme.example' })
    await anvils.openPullRequest({ author: 'ana' })
    const GITHUB_TOKEN = imports.github().addToken({ owners: ['acme'], scopes: ['repo', 'read:org'] })
    await imports.addSource({ GITHUB_TOKEN })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    expect(await imports.db().contributor.findFirst({ where: { login: 'ana' } })).toMatchObject({ email: null })
    const { traffic } = imports.github()
    expect(traffic.log.filter(({ operation }) => operation === 'history')).toHaveLength(1)
  })

  it('that is missing still imports public data, and says what is missing', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 5 })
    await imports.acme().addRepository({ name: 'secret', commits: 5, isPrivate: true })
    await anvils.openPullRequest()
    await anvils.openIssue()
    await imports.addSource({ GITHUB_TOKEN: '' })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    expect(await imports.db().repository.findMany()).toMatchObject([{ name: 'anvils' }])
    expect(await imports.db().commit.findMany()).toHaveLength(5)
    expect((await imports.db().commit.findFirstOrThrow()).linesAdded).toBeNull()
    expect(await imports.db().pullRequest.count()).toBe(1)
    expect(await reasons('review')).toEqual({ 'acme/anvils': expect.stringContaining('needs a token') })
    imports.later()
    await anvils.push({ commits: 2 })
    await imports.pass()
    expect(await imports.db().commit.findMany()).toHaveLength(7)
    expect(imports.github().traffic.graphql).toBe(0)
  })
})
