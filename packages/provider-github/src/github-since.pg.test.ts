import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'

const imports = useGithubImports()
const dayMs = 86_400_000

it('no full look takes an issue or a pull request that last changed before GITHUB_SINCE', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
  // Small enough that their first pages come together.
  const bolts = await imports.acme().addRepository({ name: 'bolts', commits: 2 })
  const ago = (days: number) => new Date(imports.now().getTime() - days * dayMs)
  for (const days of [20, 10, 2]) {
    for (const repository of [anvils, bolts]) {
      await repository.openIssue({ title: `${days} days`, createdAt: ago(days) })
      await repository.openPullRequest({ title: `${days} days`, createdAt: ago(days) })
    }
  }
  await imports.addSource({ GITHUB_SINCE: ago(5).toISOString().slice(0, 10) })
  const titles = async () => {
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    const rows = [...(await imports.db().issue.findMany()), ...(await imports.db().pullRequest.findMany())]
    return rows.map(({ title }) => title).sort()
  }
  expect(await titles()).toEqual(Array(4).fill('2 days'))
  imports.later(8 * 24)
  await anvils.openIssue({ title: 'new' })
  await anvils.openPullRequest({ title: 'new' })
  expect(await titles()).toEqual([...Array(4).fill('2 days'), 'new', 'new'])
})

it('counts as imported the rows of the resource, and not the people who come along', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 12 })
  await anvils.openPullRequest({ author: 'ana', commits: 1 })
  await anvils.openIssue({ author: 'ben' })
  const source = await imports.addSource()
  const result = await imports.pass()
  expect(statusesOf(result)).toEqual(allCompleted)
  const db = imports.db()
  expect(await db.contributor.count()).toBeGreaterThan(0)
  const rows = {
    commit: await db.commit.count(),
    'pull-request': await db.pullRequest.count(),
    issue: await db.issue.count(),
  }
  for (const [resource, count] of Object.entries(rows)) {
    const run = result.runs.find((one) => one.resource === resource)
    const [entry] = await db.importPartition.findMany({ where: { dataSourceId: source.id, scriptName: resource } })
    expect([resource, run?.recordsImported, Number(entry?.recordsImported)]).toEqual([resource, count, count])
  }
})
