import { isDeep } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import { allCompleted, statusesOf, useCircleciImports } from './testing/circleci-imports.fixture.js'

const imports = useCircleciImports()

beforeEach(() => {
  const tests = [{ name: 'a', result: 'success', runTime: 1 }]
  for (const name of ['service-1', 'service-2']) {
    const project = imports.acme().addProject({ name })
    for (const hours of [90, 60, 30])
      project.run({ createdAt: imports.ago(hours), workflows: [{ jobs: [{ tests }, {}] }] })
    const pipeline = project.run({ createdAt: imports.ago(20) })
    const [workflow] = pipeline.workflows
    const [job] = workflow?.jobs ?? []
    if (!workflow || !job) throw new Error('a pipeline has a workflow with a job')
    imports
      .acme()
      .deploy({ component: name, environment: 'production', version: '1', project, pipeline, workflow, job })
  }
})

const places = [
  /\/project\/gh\/acme\/service-1$/,
  /service-1\/pipeline/,
  /\/pipeline\/[^/]+\/workflow/,
  /\/workflow\/[^/]+\/job/,
  /\/tests$/,
  /deploy\/components/,
]

describe('a pass that meets', () => {
  it.each([
    ['404 once', 0, { status: 404, body: { message: 'Not found' }, times: 1 }],
    ['404 for good', 1, { status: 404, body: { message: 'Not found' }, times: 1_000 }],
    ['403 for good', 2, { status: 403, body: { message: 'Permission denied' }, times: 1_000 }],
    ['500 for good', 0, { status: 500, times: 1_000 }],
    ['half an answer for good', 1, { kind: 'truncate', times: 1_000 }],
    ['an empty object', 2, { status: 200, body: {}, times: 1 }],
  ] as const)(
    '%s is complete only with all rows, and the next one without it completes them',
    async (what, turn, fault) => {
      // Every place meets two of the faults; in the deep suite all.
      for (const match of isDeep ? places : places.filter((_, index) => index % 3 === turn)) {
        await imports.db().dataSource.deleteMany()
        const source = await imports.addSource()
        imports.circleci().faults.fail({ ...fault, match })
        const result = await imports.pass()
        imports.circleci().faults.restore()
        // Answered like that for good, workflows, jobs and tests are no longer kept, and a server may have no deploys.
        const isKnownAbsence = what === '404 for good' && !/service-1/.test(match.source)
        if (result.status === 'completed' && !isKnownAbsence) await imports.expectTruth(source.id, String(match))
        if (isKnownAbsence) continue
        expect(statusesOf(await imports.pass()), String(match)).toEqual(allCompleted)
        await imports.expectTruth(source.id, String(match))
      }
    },
  )
})

it('a project that is hidden in mid-walk is not complete, and the next pass completes it', async () => {
  const source = await imports.addSource()
  const [project] = imports.acme().projects()
  let requests = 0
  const unhook = imports.circleci().faults.onRequest(({ path }) => {
    if (/\/pipeline\/[^/]+\/workflow$/.test(path) && ++requests === 4) project?.hide()
  })
  const result = await imports.pass()
  unhook()
  expect(result.status).not.toBe('completed')
  project?.show()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
})

it('a limit is waited for, by the seconds that are left', async () => {
  const source = await imports.addSource()
  imports.circleci().faults.fail({
    status: 429,
    body: { message: 'Rate limit exceeded' },
    headers: { 'ratelimit-remaining': '0', 'ratelimit-reset': '1' },
    times: 1,
  })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
})

it('a token that is refused stops the pass with what to do, and is not sent anywhere else', async () => {
  await imports.addSource({ CIRCLECI_TOKEN: 'not-the-token' })
  const result = await imports.pass()
  expect(statusesOf(result).pipeline).toMatch(/refused the credentials \(401\)/)
  imports.circleci().faults.foreignRedirect()
  await imports.pass()
  expect(imports.circleci().traffic.foreignCredentials).toEqual([])
})
