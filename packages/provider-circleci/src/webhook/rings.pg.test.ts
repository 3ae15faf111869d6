import { recordRings } from '@data-import/core'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useCircleciImports } from '../testing/circleci-imports.fixture.js'
import { ringFor } from './ring-for.js'

const imports = useCircleciImports()

it('a workflow that has ended is imported by a pass that looks only at its project', async () => {
  const web = imports.acme().addProject({ name: 'web' })
  const others = ['a', 'b', 'c'].map((name) => imports.acme().addProject({ name }))
  for (const project of [web, ...others]) project.run({ createdAt: imports.ago(24) })
  const { id: dataSourceId } = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.db()
    .$executeRaw`UPDATE data."ImportPartition" SET walk_started_at = walk_started_at - interval '1 hour'`
  for (const project of [web, ...others]) project.run()
  const rings = ringFor(new Headers(), { type: 'workflow-completed', project: { id: web.record.id, slug: web.slug } })
  expect(await recordRings(imports.db(), { dataSourceId, rings })).toBe(3)
  imports.circleci().traffic.reset()
  const result = await imports.pass({ onlyRung: true })
  expect(new Set(Object.values(statusesOf(result)))).toEqual(new Set(['COMPLETED']))
  expect(await imports.db().pipelineRun.count()).toBe(5)
  expect(imports.circleci().traffic.requests).toBeLessThanOrEqual(6)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(dataSourceId)
})
