import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'

const imports = useGithubImports()
/** Jobs are asked for run by run. */
const byRun = { GITHUB_JOB_DETAILS: 'true' }
const body = { message: 'Not Found' }
const jobs = async () => (await imports.db().job.findMany({ orderBy: { name: 'asc' } })).map(({ name }) => name)

it('one refused list of jobs does not make a run count as deleted', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
  await anvils.finishRun((await anvils.startRun({ jobs: ['build'] })).id)
  await anvils.finishRun((await anvils.startRun({ jobs: ['test'] })).id)
  await imports.addSource(byRun)
  imports.github().faults.fail({ match: /runs\/\d+\/jobs/, status: 404, body, times: 1 })
  expect((await imports.pass()).status).not.toBe('completed')
  expect(await imports.ledger('job')).toMatchObject([{ status: 'UNAVAILABLE' }])
  imports.later()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await jobs()).toEqual(['build', 'test'])
})

it('a run that is refused once is not given up: its end is seen', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
  const run = await anvils.startRun({ jobs: ['build'], createdAt: new Date(imports.now().getTime() - 9_000_000) })
  for (let count = 0; count < 100; count++) await anvils.finishRun((await anvils.startRun({ jobs: [] })).id)
  await imports.addSource()
  await imports.pass()
  imports.later()
  imports.github().faults.fail({ match: /actions\/runs\/\d+$/, status: 404, body, times: 1 })
  await imports.pass()
  imports.later()
  await anvils.finishRun(run.id)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await imports.db().pipelineRun.count({ where: { status: { not: 'DONE' } } })).toBe(0)
})

it('a run that was deleted holds up nothing, and its repository stays complete', async () => {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
  const deleted = await anvils.startRun({ jobs: ['build'] })
  await anvils.finishRun(deleted.id)
  await anvils.finishRun((await anvils.startRun({ jobs: ['test'] })).id)
  await imports.addSource(byRun)
  imports.github().faults.fail({ match: new RegExp(`runs/${deleted.id}(/|$)`), status: 404, body })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await jobs()).toEqual(['test'])
})
