import { populate } from '@data-import/fake-jenkins'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useJenkinsImports } from './testing/jenkins-imports.fixture.js'

const imports = useJenkinsImports()

it('a whole Jenkins becomes rows that equal the truth, field by field, also by a wrong root address', async () => {
  populate(imports.jenkins(), { jobs: 14, buildsOfLargest: 330 })
  const source = await imports.addSource()
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
  const runs = await imports.db().pipelineRun.count()
  expect(runs).toBeGreaterThan(370)
})

it('a pass without any change asks once, and changes nothing', async () => {
  populate(imports.jenkins(), { jobs: 8, buildsOfLargest: 20 })
  const source = await imports.addSource()
  await imports.pass()
  imports.jenkins().traffic.reset()
  const result = await imports.pass()
  expect(statusesOf(result)).toEqual(allCompleted)
  expect(imports.jenkins().traffic.log.map(({ path }) => path)).toEqual(['/api/json'])
  await imports.expectTruth(source.id)
})
