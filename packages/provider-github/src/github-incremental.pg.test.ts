import { populate } from '@data-import/fake-github'
import { describe, expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

/** One pass, after which the rows must equal the truth. */
async function passAndCompare(dataSourceId: string): Promise<void> {
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), dataSourceId, expected)).toEqual(expected)
}

const daysAgo = (days: number) => new Date(imports.now().getTime() - days * 86_400_000)

describe('commits', () => {
  it('of pushes, late merges and other default branches are found by reachability, whatever their dates', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 30 })
    const source = await imports.addSource()
    await passAndCompare(source.id)
    imports.later()
    await anvils.push({ commits: 3 })
    await passAndCompare(source.id)
    imports.later()
    await anvils.lateMerge({ commits: 4, committedAt: daysAgo(200) })
    await passAndCompare(source.id)
    imports.later()
    await anvils.lateMerge({ commits: 2, committedAt: daysAgo(100), mergeCommit: false })
    await passAndCompare(source.id)
    imports.later()
    await anvils.push({ branch: 'next', commits: 2 })
    anvils.setDefaultBranch('next')
    await passAndCompare(source.id)
  })

  it('that a force push leaves behind stay and are marked, and come back when they are pushed again', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 20 })
    const source = await imports.addSource()
    await passAndCompare(source.id)
    imports.later()
    await anvils.push({ branch: 'kept', commits: 1 })
    await anvils.forcePush({ drop: 5, commits: 2 })
    await passAndCompare(source.id)
    const lost = () => imports.db().commit.count({ where: { unreachableAt: { not: null } } })
    expect(await lost()).toBe(5)
    imports.later()
    anvils.setDefaultBranch('kept')
    await passAndCompare(source.id)
    expect(await lost()).toBe(2)
    expect(await imports.db().commit.count()).toBe(23)
  })

  it('are right also where the former head is gone, and only what is new is read again', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 650 })
    const source = await imports.addSource()
    await passAndCompare(source.id)
    imports.later()
    await anvils.forcePush({ drop: 40, commits: 15, isOldHeadGone: true })
    imports.github().traffic.reset()
    await passAndCompare(source.id)
    expect(await imports.db().commit.count({ where: { unreachableAt: { not: null } } })).toBe(40)
    const history = imports.github().traffic.log.filter(({ operation }) => operation === 'history')
    expect(history).toHaveLength(1)
  })

  it('in larger numbers than a comparison is worth come from the history', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 50 })
    const source = await imports.addSource()
    await passAndCompare(source.id)
    imports.later()
    await anvils.push({ commits: 620 })
    imports.github().traffic.reset()
    await passAndCompare(source.id)
    const { log } = imports.github().traffic
    expect(log.filter(({ path }) => path.includes('/compare/'))).toHaveLength(1)
    expect(log.filter(({ operation }) => operation === 'history')).toHaveLength(7)
  })
})

describe('a repository', () => {
  it('that is renamed keeps its one row; one transferred, removed or blocked is marked with the reason', async () => {
    const names = ['renamed', 'transferred', 'removed', 'blocked', 'stays']
    const [renamed, transferred, removed] = await Promise.all(
      names.map((name) => imports.acme().addRepository({ name, commits: 2 })),
    )
    imports.github().addOrganization('other')
    await imports.addSource()
    await imports.pass()
    imports.later()
    renamed?.rename('anew')
    transferred?.transfer('other')
    removed?.remove()
    expect(statusesOf(await imports.pass())).toEqual({
      ...allCompleted,
      repository: expect.stringMatching(/^PARTIAL: .*acme\/removed: gone, or the token has no access to it \(404\)/),
    })
    const rows = await imports.db().repository.findMany({ orderBy: { fullName: 'asc' } })
    expect(rows.map(({ fullName, removedAt }) => [fullName, removedAt === null])).toEqual([
      ['acme/anew', true],
      ['acme/blocked', true],
      ['acme/removed', false],
      ['acme/stays', true],
      [expect.stringMatching(/transferred/), false],
    ])
    const ledger = await imports.ledger('repository')
    expect(Object.fromEntries(ledger.map(({ name, status, reason }) => [name, reason ?? status]))).toMatchObject({
      'acme/anew': 'COMPLETE',
      'acme/removed': expect.stringContaining('404'),
      'acme/transferred': expect.stringMatching(/transferred|404/),
    })
    imports.github().traffic.reset()
    imports.later()
    // It has been told, and nothing can be done about it.
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    expect(imports.github().traffic.byRoute.get('GET /repositories/{repository_id}') ?? 0).toBe(0)
  })

  it('that is added later gets its whole history, one that fills up its first commits', async () => {
    const empty = await imports.acme().addRepository({ name: 'empty' })
    const source = await imports.addSource()
    await passAndCompare(source.id)
    expect(await imports.ledger('commit')).toMatchObject([{ status: 'SKIPPED', reason: 'the repository is empty' }])
    imports.later()
    await empty.push({ commits: 2 })
    const late = await imports.acme().addRepository({ name: 'late', commits: 120 })
    await late.openIssue({ createdAt: daysAgo(300) })
    await passAndCompare(source.id)
  })

  it('whose issues are switched off is skipped for issues alone, and read when they are on again', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
    await anvils.openIssue()
    anvils.setIssues(false)
    const source = await imports.addSource()
    await passAndCompare(source.id)
    expect(await imports.ledger('issue')).toMatchObject([{ status: 'SKIPPED', reason: 'issues are switched off' }])
    imports.later()
    anvils.setIssues(true)
    await passAndCompare(source.id)
    expect(await imports.db().issue.count()).toBe(1)
  })
})

describe('what has not ended', () => {
  it('is read again until it has: runs, their jobs and deployments', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 5 })
    const run = await anvils.startRun()
    const deployment = await anvils.deploy()
    const source = await imports.addSource()
    await passAndCompare(source.id)
    imports.later()
    await anvils.setDeploymentStatus(deployment.id, { state: 'in_progress' })
    await passAndCompare(source.id)
    imports.later()
    await anvils.finishRun(run.id, { conclusion: 'failure' })
    await anvils.setDeploymentStatus(deployment.id, { state: 'success' })
    await passAndCompare(source.id)
    imports.later()
    await anvils.rerun(run.id)
    await anvils.setDeploymentStatus(deployment.id, { state: 'inactive' })
    await passAndCompare(source.id)
    imports.later()
    await anvils.finishRun(run.id)
    await passAndCompare(source.id)
    expect((await imports.db().deployment.findFirstOrThrow()).result).toBe('SUCCESS')
  })

  it('or began and ended while nothing else changed comes with its jobs', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 5 })
    await anvils.finishRun((await anvils.startRun()).id)
    const source = await imports.addSource()
    await passAndCompare(source.id)
    imports.later()
    await passAndCompare(source.id)
    imports.later()
    await anvils.finishRun((await anvils.startRun({ event: 'schedule' })).id)
    await passAndCompare(source.id)
    expect(await imports.db().job.count()).toBe(4)
  })

  it('is found although a hundred newer ones have come', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 5 })
    const run = await anvils.startRun({ jobs: ['build'] })
    const source = await imports.addSource()
    await imports.pass()
    imports.later()
    for (let count = 0; count < 130; count++) {
      await anvils.finishRun((await anvils.startRun({ jobs: [] })).id)
    }
    await passAndCompare(source.id)
    imports.later()
    await anvils.finishRun(run.id)
    await passAndCompare(source.id)
  })

  it('includes re-runs of old runs, which the weekly full look finds', async () => {
    const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 5 })
    const old = await anvils.startRun({ jobs: ['build'] })
    await anvils.finishRun(old.id)
    for (let count = 0; count < 110; count++) await anvils.finishRun((await anvils.startRun({ jobs: [] })).id)
    const source = await imports.addSource()
    await passAndCompare(source.id)
    imports.later()
    await anvils.rerun(old.id)
    imports.later(8 * 24)
    await passAndCompare(source.id)
  })
})

it('more runs than GitHub gives of one list are read in halves', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
  for (let count = 0; count < 1_150; count++) {
    const run = await anvils.startRun({ jobs: [], createdAt: new Date(daysAgo(40).getTime() + count * 60_000) })
    await anvils.finishRun(run.id, { finishedAt: daysAgo(1) })
  }
  await imports.addSource()
  const result = await imports.pass({ resources: ['pipeline-run'] })
  expect(result.status).toBe('completed')
  expect(await imports.db().pipelineRun.count()).toBe(1_150)
})

it('a pass in which nothing has changed asks one question for all repositories, and one for what has not ended', async () => {
  await populate(imports.acme(), { repositories: 6, seed: 3, commitsOfLargest: 40, now: daysAgo(3) })
  const source = await imports.addSource()
  await passAndCompare(source.id)
  imports.later(2)
  await imports.pass()
  imports.later(2)
  imports.github().traffic.reset()
  await passAndCompare(source.id)
  const { log } = imports.github().traffic
  const counted = log.filter(({ status }) => status !== 304).map(({ operation, path }) => operation ?? path)
  expect(counted).toEqual(['probe', 'changedDeployments'])
})
