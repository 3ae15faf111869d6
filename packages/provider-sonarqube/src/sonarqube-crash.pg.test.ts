import { populate } from '@data-import/fake-sonarqube'
import { isDeep, killPassAt } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useSonarqubeImports } from './testing/sonarqube-imports.fixture.js'

const imports = useSonarqubeImports()

it('passes that are killed at any request leave what the next one completes: nothing lost, nothing doubled', async () => {
  populate(imports.sonarqube(), { projects: 4, seed: 11, issuesOfLargest: 2_400 })
  const source = await imports.addSource()
  // The list of projects, measures and histories, pages in the middle of the largest project's issues.
  await killPassAt(isDeep ? [1, 3, 6, 9, 12, 10, 14, 8, 13] : [4, 11, 13], {
    program: new URL('./testing/pass-process.fixture.ts', import.meta.url),
    databaseUrl: imports.database().url,
    onRequest: imports.sonarqube().faults.onRequest,
  })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source)
  expect(await imports.db().dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
})
