import { expect, it } from 'vitest'
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

it('of two statuses of a deployment within one second the later one counts, also where nothing else comes after it', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
  for (const states of [
    ['failure', 'success'],
    ['success', 'failure'],
    ['in_progress', 'failure', 'success'],
  ] as const) {
    const { id } = await anvils.deploy({ environment: states.join(' ') })
    for (const state of states) await anvils.setDeploymentStatus(id, { state })
  }
  const source = await imports.addSource()
  await passAndCompare(source.id)
  const rows = await imports.db().deployment.findMany({ orderBy: { environment: 'asc' } })
  expect(rows.map(({ originalStatus, result }) => `${originalStatus} ${result}`)).toEqual([
    'ACTIVE SUCCESS',
    'ACTIVE SUCCESS',
    'FAILURE FAILURE',
  ])
})

it('a deployment that ends in the second in which it was read is read again', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
  const { id } = await anvils.deploy({ environment: 'staging' })
  await anvils.setDeploymentStatus(id, { state: 'in_progress' })
  imports.later(1)
  await anvils.deploy({ environment: 'production' })
  imports.later(1)
  const at = imports.now()
  await anvils.setDeploymentStatus(id, { state: 'queued', createdAt: at })
  const source = await imports.addSource()
  await passAndCompare(source.id)
  await anvils.setDeploymentStatus(id, { state: 'success', createdAt: at })
  imports.later(1)
  await passAndCompare(source.id)
})

it('a run whose attempts share a second comes with the jobs of all of them', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
  const run = await anvils.startRun({ jobs: ['build'] })
  await anvils.finishRun(run.id, { conclusion: 'cancelled' })
  const source = await imports.addSource()
  await passAndCompare(source.id)
  await anvils.rerun(run.id)
  await anvils.finishRun(run.id, { conclusion: 'success' })
  await passAndCompare(source.id)
  imports.later(1)
  await passAndCompare(source.id)
  expect(await imports.db().job.count()).toBe(2)
})

it('reviews and changes of pull requests and issues within the second of a pass are found by the next one', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 1 })
  const { number } = await anvils.openPullRequest()
  const issue = await anvils.openIssue()
  const source = await imports.addSource()
  await anvils.reviewPullRequest(number, { state: 'COMMENTED' })
  await passAndCompare(source.id)
  await anvils.reviewPullRequest(number, { state: 'APPROVED' })
  await anvils.updatePullRequest(number, { title: 'Renamed within the second' })
  await anvils.updateIssue(issue.number, { title: 'Renamed within the second' })
  await passAndCompare(source.id)
  await anvils.reviewPullRequest(number, { state: 'CHANGES_REQUESTED' })
  imports.later(3)
  await passAndCompare(source.id)
})
