import { populate } from '@data-import/fake-github'
import { describe, expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

/** What a pass asks for that counts, the last part of the path or the operation; after it the rows equal the truth. */
async function askedInPass(dataSourceId: string): Promise<string[]> {
  imports.github().traffic.reset()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const { log } = imports.github().traffic
  const asked = log.filter(({ status }) => status !== 304).map(({ operation, path }) => operation ?? path)
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), dataSourceId, expected)).toEqual(expected)
  return asked.map((name) => name.replace(/^\/repositories\/\d+\//, '')).sort()
}

describe('of a list that the probe says is empty', () => {
  it('a first import asks nothing', async () => {
    await imports.acme().addRepository({ name: 'anvils', commits: 3 })
    const source = await imports.addSource()
    expect(await askedInPass(source.id)).toEqual(['actions/runs', 'history', 'members', 'probe'])
  })

  it('no item that comes later is missed', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 3 })
    const source = await imports.addSource()
    await askedInPass(source.id)
    imports.later()
    const { number } = await anvils.openPullRequest()
    await anvils.reviewPullRequest(number)
    await anvils.openIssue()
    await anvils.deploy()
    await anvils.release()
    expect(await askedInPass(source.id)).toEqual(
      expect.arrayContaining(['issues', 'pullRequests', 'releases', 'reviews', 'deployments']),
    )
  })
})

it('a list that has lost its last item is known to be empty without asking, and the item is marked', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 3 })
  const { id } = await anvils.release()
  const source = await imports.addSource()
  await askedInPass(source.id)
  imports.later()
  await anvils.deleteRelease(id)
  expect(await askedInPass(source.id)).toEqual(['probe'])
  expect((await imports.db().release.findFirstOrThrow()).removedAt).not.toBeNull()
})

describe('a full look', () => {
  it('asks nothing of lists that have not changed for longer than it reaches', async () => {
    const now = new Date(imports.now().getTime() - 60 * 86_400_000)
    await populate(imports.acme(), { repositories: 5, seed: 3, commitsOfLargest: 40, now })
    const source = await imports.addSource()
    await askedInPass(source.id)
    imports.later(60 * 24)
    await askedInPass(source.id)
    // A look reaches back to 30 days before the one before it.
    imports.later(60 * 24)
    const asked = await askedInPass(source.id)
    expect(asked).toContain('actions/runs')
    expect(asked.filter((name) => /^(pullRequests|reviews|issues|releases|deployments)$/.test(name))).toEqual([])
  })

  it('asks for the runs of repositories that have some, and of others free of charge', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 3 })
    await anvils.finishRun((await anvils.startRun({ jobs: [] })).id)
    await imports.acme().addRepository({ name: 'rockets', commits: 3 })
    const source = await imports.addSource()
    await askedInPass(source.id)
    imports.later(8 * 24)
    expect((await askedInPass(source.id)).filter((name) => name === 'actions/runs')).toHaveLength(1)
  })
})
