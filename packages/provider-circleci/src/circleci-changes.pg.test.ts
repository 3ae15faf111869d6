import type { FakeProject } from '@data-import/fake-circleci'
import { beforeEach, describe, expect, it } from 'vitest'
import { allCompleted, statusesOf, useCircleciImports } from './testing/circleci-imports.fixture.js'

const imports = useCircleciImports()
let web: FakeProject

beforeEach(() => {
  web = imports.acme().addProject({ name: 'web' })
  for (let day = 50; day > 0; day -= 2) web.run({ createdAt: imports.ago(day * 24) })
})

/** A first pass, a change, and one pass more: then the rows equal the truth. */
async function afterChange(change: () => void, settings: Record<string, string> = {}): Promise<void> {
  const source = await imports.addSource(settings)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
  change()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
}

const newest = () => web.record.pipelines.at(-1) as NonNullable<ReturnType<typeof web.run>>

describe('one pass is enough for', () => {
  it('a new pipeline', () => afterChange(() => web.run()))

  it('a workflow that runs, and then ends', async () => {
    const pipeline = web.run({
      createdAt: imports.ago(24 * 40),
      workflows: [{ status: 'running', jobs: [{ status: 'running' }] }],
    })
    await afterChange(() =>
      pipeline.workflows.map((one) =>
        web.finish(one, 'failed', { tests: [{ name: 'a', result: 'failure', runTime: 3 }] }),
      ),
    )
  })

  it('a job on hold that is approved after weeks', async () => {
    const pipeline = web.run({
      createdAt: imports.ago(24 * 45),
      workflows: [{ status: 'on_hold', jobs: [{}, { type: 'approval' }, { status: 'blocked' }] }],
    })
    await afterChange(() => pipeline.workflows.map((one) => web.approve(one)))
  })

  it('an approval behind which the workflow waits again', async () => {
    const pipeline = web.run({
      createdAt: imports.ago(24),
      workflows: [
        { status: 'on_hold', jobs: [{ type: 'approval' }, { name: 'second', type: 'approval', status: 'blocked' }] },
      ],
    })
    await afterChange(() => {
      const [first, second] = pipeline.workflows[0]?.jobs ?? []
      if (first) Object.assign(first, { status: 'success', stoppedAt: imports.now() })
      if (second) second.status = 'on_hold'
    })
  })

  it('a rerun of a pipeline of four weeks ago, of which the list shows nothing', async () => {
    const old = web.record.pipelines.find(({ createdAt }) => createdAt > imports.ago(24 * 28.5))
    await afterChange(() => old && web.rerun(old))
  })

  it('a rerun from failed, which keeps the jobs that succeeded, with their tests', async () => {
    const tests = [{ name: 'a', result: 'success', runTime: 2 }]
    const failed = web.run({
      createdAt: imports.ago(24),
      workflows: [{ status: 'failed', jobs: [{ tests }, { status: 'failed', tests }] }],
    })
    await afterChange(() => web.rerun(failed, { isFromFailed: true }))
  })

  it('a workflow that has more than a page of jobs', () =>
    afterChange(() => web.run({ workflows: [{ jobs: Array.from({ length: 130 }, () => ({})) }] })))

  it('a project that is added later, with a history of its own', async () => {
    const source = await imports.addSource({ CIRCLECI_ORGANIZATION: 'gh/acme', CIRCLECI_PROJECTS: '' })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    const late = imports.acme().addProject({ name: 'late' })
    for (const day of [70, 40, 0]) late.run({ createdAt: imports.ago(day * 24) })
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await imports.expectTruth(source.id)
  })

  it('a version that is deployed, another, and the first again', async () => {
    const pipeline = newest()
    const [workflow] = pipeline.workflows
    const [job] = workflow?.jobs ?? []
    if (!workflow || !job) throw new Error('a pipeline has a workflow with a job')
    const deployed = { component: 'web', environment: 'production', project: web, pipeline, workflow, job }
    imports.acme().deploy({ ...deployed, version: '1' })
    const source = await imports.addSource()
    for (const version of ['2', '1']) {
      expect(statusesOf(await imports.pass())).toEqual(allCompleted)
      await imports.expectTruth(source.id)
      imports.acme().deploy({ ...deployed, version })
    }
    expect(statusesOf(await imports.pass())).toEqual(allCompleted)
    await imports.expectTruth(source.id)
  })
})

it('tests that are processed after the job has ended come with the next pass', async () => {
  const pipeline = web.run({ createdAt: imports.ago(0.07) })
  await afterChange(() => pipeline.workflows[0]?.jobs[0]?.tests.push({ name: 'late', result: 'success', runTime: 1 }))
})

it('what CircleCI no longer keeps stays in the database, and the ledger says so', async () => {
  const source = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const rows = await imports.db().pipelineRun.count({ where: { dataSourceId: source.id } })
  for (const pipeline of web.record.pipelines) web.expire(pipeline)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await imports.db().pipelineRun.count()).toBe(rows)
  const [record] = await imports.ledger('pipeline-run')
  expect(record).toMatchObject({
    status: 'COMPLETE',
    reason: expect.stringMatching(/keeps no workflows any more of 1[45] pipelines/),
  })
})

it('CIRCLECI_SINCE decides where a first import begins, and an earlier day reads what is before', async () => {
  const day = (days: number) =>
    imports
      .ago(days * 24)
      .toISOString()
      .slice(0, 10)
  const source = await imports.addSource({ CIRCLECI_SINCE: day(10) })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(await imports.db().pipelineRun.count()).toBe(5)
  const where = { dataSourceId_key: { dataSourceId: source.id, key: 'CIRCLECI_SINCE' } }
  await imports.db().dataSourceConfig.update({ where, data: { value: day(60) } })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
})
