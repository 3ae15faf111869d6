import { describe, expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

async function expectTruth(dataSourceId: string): Promise<void> {
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), dataSourceId, expected)).toEqual(expected)
}

async function addAnvils(commits = 250) {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits })
  await anvils.openPullRequest()
  await anvils.openIssue()
  return anvils
}

describe('a limit', () => {
  it('that is over soon is waited for, once for all requests', async () => {
    await addAnvils()
    const source = await imports.addSource({ GITHUB_MAXIMUM_WAIT_MINUTES: '90' })
    imports.github().faults.secondaryLimit({ retryAfterSeconds: 30, times: 1, match: /graphql/ })
    imports.github().faults.secondaryLimitInBody({ times: 1, match: /issues/ })
    imports.github().faults.graphqlRateLimited({ times: 1, match: ({ graphql }) => graphql?.operation === 'history' })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
    expect(imports.waits).toContain(30_000)
    expect(imports.waits.length).toBeLessThanOrEqual(12)
  })

  it('that is not over soon ends the run where it stands, resumable and not failed, and the next pass continues', async () => {
    await addAnvils(450)
    const source = await imports.addSource({ GITHUB_MAXIMUM_WAIT_MINUTES: '5' })
    // Enough for the probe and a few pages of the history.
    let history = 0
    imports.github().faults.onRequest(({ graphql }) => {
      if (graphql?.operation !== 'history' || ++history !== 3) return
      for (const resource of ['core', 'graphql'] as const) {
        imports.github().limits.set(imports.acme().token, { remaining: 0 }, resource)
      }
    })
    const first = await imports.pass()
    expect(first.status).toBe('partial')
    const commits = first.runs.find(({ resource }) => resource === 'commit')
    expect(commits).toMatchObject({ status: 'PARTIAL', errorMessage: expect.stringContaining('quota') })
    expect(first.runs.map(({ status }) => status)).not.toContain('FAILED')
    expect(await imports.ledger('commit')).toMatchObject([
      { status: 'INCOMPLETE', failures: 0, reason: expect.stringContaining('continues here') },
    ])
    const stored = await imports.db().commit.count()
    expect(stored).toBeGreaterThan(0)
    expect(stored).toBeLessThan(450)

    imports.github().faults.restore()
    imports.later(2)
    imports.github().traffic.reset()
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
    const pages = imports.github().traffic.log.filter(({ operation }) => operation === 'history')
    expect(pages.length).toBeLessThanOrEqual(4)
  })

  it('is not waited for longer than the pass has time', async () => {
    await addAnvils(20)
    await imports.addSource({ GITHUB_MAXIMUM_WAIT_MINUTES: '500' })
    imports.github().faults.secondaryLimit({
      retryAfterSeconds: 600,
      match: ({ graphql }) => graphql?.operation === 'history',
    })
    const result = await imports.pass({ timeBudgetMs: 60_000 })
    expect(result.runs.find(({ resource }) => resource === 'commit')).toMatchObject({ status: 'PARTIAL' })
    expect(imports.waits).toEqual([])
  })
})

describe('line counts that GitHub can not compute in time', () => {
  it('come in smaller pages', async () => {
    await addAnvils(130)
    const source = await imports.addSource()
    imports.github().faults.graphqlTimeout({ maximumNodes: 3_000, onlyLineStats: true })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await expectTruth(source.id)
  })

  it('stay unknown where they can not be computed at all, the commit comes, and the ledger says so', async () => {
    await addAnvils(12)
    await imports.addSource()
    imports.github().faults.graphqlTimeout({ first: 0, onlyLineStats: true })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    const commits = await imports.db().commit.findMany()
    expect(commits).toHaveLength(12)
    expect(new Set(commits.map(({ linesAdded }) => linesAdded))).toEqual(new Set([null]))
    expect(await imports.ledger('commit')).toMatchObject([
      { status: 'COMPLETE', reason: expect.stringContaining('12 commits have no line counts') },
    ])
  })
})

it('never more than sixteen requests are open at once', async () => {
  for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) await imports.acme().addRepository({ name, commits: 120 })
  await imports.addSource()
  await imports.pass()
  expect(imports.github().traffic.maximumConcurrent).toBeLessThanOrEqual(16)
})
