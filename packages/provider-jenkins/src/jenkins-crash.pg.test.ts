import { populate } from '@data-import/fake-jenkins'
import { isDeep, killPassAt } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useJenkinsImports } from './testing/jenkins-imports.fixture.js'

const imports = useJenkinsImports()

it('passes that are killed at any request leave what the next one completes: nothing lost, nothing doubled', async () => {
  populate(imports.jenkins(), { jobs: 4, buildsOfLargest: 130 })
  const source = await imports.addSource()
  // Spread over the whole import: the list, pages of builds, stages, tests.
  await killPassAt(isDeep ? [1, 2, 3, 5, 8, 13, 40, 90, 20, 7] : [2, 8, 40], {
    program: new URL('./testing/pass-process.fixture.ts', import.meta.url),
    databaseUrl: imports.database().url,
    onRequest: imports.jenkins().faults.onRequest,
  })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
  expect(await imports.db().dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
})
