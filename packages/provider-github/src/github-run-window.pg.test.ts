import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'

const imports = useGithubImports()
const dayMs = 86_400_000

async function addRuns(ages: readonly number[]) {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
  for (const days of ages) {
    const createdAt = new Date(imports.now().getTime() - days * dayMs)
    const run = await anvils.startRun({ name: `${days} days`, createdAt })
    await anvils.finishRun(run.id, { finishedAt: new Date(createdAt.getTime() + 60_000) })
  }
  return anvils
}

async function pass() {
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const rows = await imports.db().pipelineRun.findMany({ orderBy: { createdAt: 'desc' }, include: { jobs: true } })
  return rows.map(({ name, jobs }) => `${name}, ${jobs.length} jobs`)
}

it('a first import takes no run that is older than 90 days, though GitHub gives it on the page of the newest', async () => {
  const anvils = await addRuns([300, 95, 85, 2])
  await imports.addSource()
  expect(await pass()).toEqual(['2 days, 2 jobs', '85 days, 2 jobs'])
  imports.later()
  const run = await anvils.startRun({ name: 'new' })
  await anvils.finishRun(run.id)
  expect(await pass()).toEqual(['new, 2 jobs', '2 days, 2 jobs', '85 days, 2 jobs'])
})

it('neither does a full look take one from before GITHUB_SINCE', async () => {
  const anvils = await addRuns([20, 10, 2])
  const since = new Date(imports.now().getTime() - 5 * dayMs).toISOString().slice(0, 10)
  await imports.addSource({ GITHUB_SINCE: since })
  expect(await pass()).toEqual(['2 days, 2 jobs'])
  imports.later(8 * 24)
  const run = await anvils.startRun({ name: 'new' })
  await anvils.finishRun(run.id)
  expect(await pass()).toEqual(['new, 2 jobs', '2 days, 2 jobs'])
})
