import { populate } from '@data-import/fake-circleci'
import { isDeep, killPassAt } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useCircleciImports } from './testing/circleci-imports.fixture.js'

// The process has its own clock, so CircleCI's is the machine's here.
const imports = useCircleciImports({ now: () => new Date() })

it('passes that are killed at any request leave what the next one completes: nothing lost, nothing doubled', async () => {
  populate(imports.acme(), { projects: 2, pipelines: 45, seed: 11, now: imports.now() })
  const source = await imports.addSource()
  // Spread over the whole import: projects, pages of pipelines, workflows, jobs, tests.
  await killPassAt(isDeep ? [2, 8, 31, 60, 40, 90, 25, 120] : [8, 40, 90], {
    program: new URL('./testing/pass-process.fixture.ts', import.meta.url),
    databaseUrl: imports.database().url,
    onRequest: imports.circleci().faults.onRequest,
  })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
  expect(await imports.db().dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
})
