import { populate } from '@data-import/fake-github'
import { isDeep, killPassAt } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

// The process has its own clock, so GitHub's is the machine's here.
const imports = useGithubImports({ now: () => new Date() })

it('passes that are killed at any request leave what the next one completes: nothing lost, nothing doubled', async () => {
  await populate(imports.acme(), { repositories: 3, seed: 11, commitsOfLargest: 330 })
  const source = await imports.addSource()
  // Spread over the whole import: the probe, first pages, pages in the middle, nested lists, jobs.
  await killPassAt(isDeep ? [1, 3, 7, 12, 9, 15, 6, 20] : [3, 12, 15], {
    program: new URL('./testing/pass-process.fixture.ts', import.meta.url),
    databaseUrl: imports.database().url,
    onRequest: imports.github().faults.onRequest,
  })
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), source.id, expected)).toEqual(expected)
  expect(await imports.db().dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
})
