import { recordRings } from '@data-import/core'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useSonarqubeImports } from '../testing/sonarqube-imports.fixture.js'
import { ringFor } from './ring-for.js'

const imports = useSonarqubeImports()

it('an analysis is imported by a pass that looks only at its project, found by the key in its state', async () => {
  const [web, other] = ['acme:web', 'acme:other'].map((key) => imports.sonarqube().addProject({ key }))
  for (const project of [web, other]) project?.analyse({ issues: [{}] })
  const source = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.db()
    .$executeRaw`UPDATE data."ImportPartition" SET walk_started_at = walk_started_at - interval '1 hour'`
  for (const project of [web, other]) project?.analyse({ issues: [{}, {}] })
  const rings = ringFor(new Headers(), { project: { key: 'acme:web' } })
  expect(await recordRings(imports.db(), { dataSourceId: source.id, rings })).toBe(2)
  const result = await imports.pass({ onlyRung: true })
  expect(statusesOf(result)).toEqual(allCompleted)
  expect(await imports.db().qualityIssue.count()).toBe(4)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source)
})
