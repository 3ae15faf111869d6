import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useCircleciImports } from './testing/circleci-imports.fixture.js'

const imports = useCircleciImports()

it('a pass over a hundred projects without a change takes at most 110 requests: one a project, and a few for reruns and deploys', async () => {
  for (let index = 0; index < 100; index += 1) {
    const project = imports.acme().addProject({ name: `service-${index}` })
    for (const days of [60, 20, 3]) project.run({ createdAt: imports.ago(days * 24) })
  }
  const source = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const { traffic } = imports.circleci()
  traffic.reset()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(Object.fromEntries(traffic.byRoute)).toEqual({
    'GET /project/{vcs}/{owner}/{name}/pipeline': 100,
    'GET /pipeline/{id}/workflow': 7,
    'GET /deploy/components': 1,
  })
  await imports.expectTruth(source.id)
})

it('a first import asks once for each pipeline, each workflow and each job', async () => {
  const web = imports.acme().addProject({ name: 'web' })
  for (let index = 0; index < 40; index += 1)
    web.run({ createdAt: imports.ago(index + 1), workflows: [{ jobs: [{}, {}] }] })
  await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  expect(Object.fromEntries(imports.circleci().traffic.byRoute)).toEqual({
    'GET /project/{vcs}/{owner}/{name}': 1,
    'GET /project/{vcs}/{owner}/{name}/pipeline': 2,
    'GET /pipeline/{id}/workflow': 40,
    'GET /workflow/{id}/job': 40,
    'GET /project/{vcs}/{owner}/{name}/{number}/tests': 80,
    'GET /deploy/components': 1,
    'GET /user/{id}': 1,
  })
}, 60_000)

it('reruns in an organization with more pipelines than a pass may ask for are found in turn', async () => {
  const web = imports.acme().addProject({ name: 'web' })
  for (let index = 0; index < 30; index += 1) web.run({ createdAt: imports.ago(24 * (index % 25) + 30) })
  const source = await imports.addSource({ CIRCLECI_RERUN_REQUESTS: '10' })
  await imports.pass()
  for (const pipeline of web.record.pipelines) web.rerun(pipeline)
  for (let count = 0; count < 6; count += 1) expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
}, 60_000)
