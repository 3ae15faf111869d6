import type { FakeRequest } from '@data-import/fake-github'
import { isDeep } from '@data-import/test-kit'
import { describe, expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

async function expectTruth(dataSourceId: string): Promise<void> {
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), dataSourceId, expected)).toEqual(expected)
}

/** A pass whose quota is used up at the n-th request of a kind, so that walks stop in the middle. */
async function passInterruptedAt(isMeant: (request: FakeRequest) => boolean, nth: number): Promise<void> {
  let count = 0
  const unhook = imports.github().faults.onRequest((request) => {
    if (!isMeant(request) || ++count !== nth) return
    for (const resource of ['core', 'graphql'] as const) {
      imports.github().limits.set(imports.acme().token, { remaining: 0 }, resource)
    }
  })
  expect((await imports.pass()).status).toBe('partial')
  unhook()
  imports.later(2)
}

const asks = (operation: string) => (request: FakeRequest) => request.graphql?.operation === operation

const begunAnew = async () =>
  (await imports.db().importLog.findMany()).filter(({ message }) => message.includes('starts over'))

describe('a force push in the middle of a walk, whose old head is not served any more', () => {
  it.each([
    ['a first import', 120],
    ['a first import, with only the newest commit dropped', 1],
  ])('%s completes in the next pass, and what was dropped is marked', async (_, drop) => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 350 })
    const source = await imports.addSource({ GITHUB_MAXIMUM_WAIT_MINUTES: '5' })
    await passInterruptedAt(asks('history'), 3)
    await anvils.forcePush({ drop, commits: 3, isOldHeadGone: true })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
    expect(await imports.db().commit.count({ where: { unreachableAt: { not: null } } })).toBe(drop)
    expect(await begunAnew()).toHaveLength(1)
    imports.later()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  })

  it.each([
    ['with its base still served', 1],
    ['with its base gone too', 700],
  ])('an import of many new commits, %s, misses none of those behind what it had saved', async (_, drop) => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 60 })
    await anvils.push({ branch: 'kept', commits: 1 })
    const source = await imports.addSource({ GITHUB_MAXIMUM_WAIT_MINUTES: '5' })
    await imports.pass()
    imports.later()
    await anvils.push({ commits: 660 })
    await passInterruptedAt(asks('history'), 3)
    await anvils.forcePush({ drop, commits: 2, isOldHeadGone: true })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
    expect(await begunAnew()).toHaveLength(1)
  })

  it('between the look at a repository and its walk is no failure', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 30 })
    const source = await imports.addSource()
    const unhook = imports.github().faults.onRequest(async ({ graphql }) => {
      if (graphql?.operation !== 'history') return
      unhook()
      await anvils.forcePush({ drop: 5, commits: 2, isOldHeadGone: true })
    })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    imports.later()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
  })
})

describe('a position that GitHub refuses is dropped, and the walk starts over in the same pass', () => {
  it('where it is the cursor of a query', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 3 })
    for (let count = 0; count < (isDeep ? 230 : 120); count++) await anvils.openPullRequest({ author: 'ana' })
    const source = await imports.addSource({ GITHUB_MAXIMUM_WAIT_MINUTES: '5' })
    for (const operation of ['pullRequests', 'reviews'] as const) {
      await passInterruptedAt(asks(operation), 2)
      const error = {
        type: 'INVALID_CURSOR_ARGUMENTS',
        message: '`Y3Vyc29yOjE=` does not appear to be a valid cursor.',
      }
      imports.github().faults.fail({
        match: (request) => asks(operation)(request) && /"after":"/.test(request.body),
        times: 1,
        status: 200,
        body: { data: { node: null }, errors: [error] },
      })
    }
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
    expect((await begunAnew()).map(({ message }) => message)).toEqual([
      expect.stringContaining("GitHub doesn't know its position any more"),
      expect.stringContaining("GitHub doesn't know its position any more"),
    ])
  })

  it.each([400, 404, 410, 422])('where it is a page of a list, answered with %i', async (status) => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 3 })
    for (let count = 0; count < 130; count++) await anvils.openIssue()
    const source = await imports.addSource({ GITHUB_MAXIMUM_WAIT_MINUTES: '5' })
    await passInterruptedAt(({ path }) => path.endsWith('/issues'), 2)
    imports.github().faults.fail({ match: /issues\?.*page=2/, times: 1, status, body: { message: 'No' } })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
    expect(await begunAnew()).toHaveLength(1)
  })
})

describe('where the API is at another address', () => {
  it('a walk of a list completes from whatever position', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 3 })
    for (let count = 0; count < 130; count++) await anvils.openIssue()
    const source = await imports.addSource({ GITHUB_MAXIMUM_WAIT_MINUTES: '5' })
    await passInterruptedAt(({ path }) => path.endsWith('/issues'), 2)
    const [position] = await imports.ledger('issue')
    expect(JSON.stringify(position?.cursor)).toContain('issues?')
    expect(JSON.stringify(position?.cursor)).not.toContain('127.0.0.1')
    await imports.db().dataSourceConfig.updateMany({
      where: { dataSourceId: source.id, key: 'GITHUB_API_URL' },
      data: { value: imports.github().url.replace('127.0.0.1', 'localhost') },
    })
    await imports.db().dataSourceConfig.updateMany({ where: { dataSourceId: source.id }, data: { boundTo: null } })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
  })

  it('a position with a host, as an older version left it, is dropped', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 3 })
    for (let count = 0; count < 130; count++) await anvils.openIssue()
    const source = await imports.addSource({ GITHUB_MAXIMUM_WAIT_MINUTES: '5' })
    await passInterruptedAt(({ path }) => path.endsWith('/issues'), 2)
    const [record] = await imports.ledger('issue')
    const cursor = JSON.parse(
      JSON.stringify(record?.cursor).replace('"/repositories', '"http://old.example/repositories'),
    )
    await imports.db().importPartition.updateMany({ where: { scriptName: 'issue' }, data: { cursor } })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
    expect((await begunAnew())[0]?.message).toContain('its position is at another address')
  })

  it('one link to another host fails its walk with a sentence, sends nothing there, and the next pass completes', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 3 })
    for (let count = 0; count < 230; count++) await anvils.openIssue()
    const source = await imports.addSource()
    const { faults, traffic } = imports.github()
    faults.foreignNextLink({ match: /issues\?.*page=2/, times: 1 })
    expect(statusesOf(await imports.pass())).toMatchObject({
      issue: expect.stringMatching(/links to another host \(http.*\) than http.*If so, the next pass asks again/),
    })
    expect(traffic.foreignAuthorizations).toEqual([])
    imports.later()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
  })
})
