import { populate } from '@data-import/fake-circleci'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useCircleciImports } from './testing/circleci-imports.fixture.js'

const imports = useCircleciImports()

it('a whole organization becomes rows that equal the truth, field by field', async () => {
  populate(imports.acme(), { projects: 4, pipelines: 25, seed: 7, now: imports.now() })
  const source = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
  const { traffic } = imports.circleci()
  traffic.reset()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
  expect(traffic.requests).toBeLessThanOrEqual(110)
  expect(traffic.byRoute.get('GET /project/{vcs}/{owner}/{name}/pipeline')).toBe(7)
})
