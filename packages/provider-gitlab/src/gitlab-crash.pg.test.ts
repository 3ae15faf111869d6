import { populate } from '@data-import/fake-gitlab'
import { isDeep, killPassAt } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { useGitlabImports } from './testing/gitlab-imports.fixture.js'

// The process has its own clock, so GitLab's is the machine's here.
const imports = useGitlabImports({ now: () => new Date() })

it('passes that are killed at any request leave what the next one completes: nothing lost, nothing doubled', async () => {
  populate(imports.acme(), { projects: 3, seed: 11, commitsOfLargest: 330, now: imports.now() })
  const source = await imports.addSource()
  // Spread over the whole import: the list, first pages, pages in the middle, details, jobs.
  await killPassAt(isDeep ? [1, 3, 7, 12, 9, 15, 30, 45] : [3, 12, 25], {
    program: new URL('./testing/pass-process.fixture.ts', import.meta.url),
    databaseUrl: imports.database().url,
    onRequest: imports.gitlab().faults.onRequest,
  })
  await imports.completePass()
  await imports.expectTruth(source.id)
  expect(await imports.db().dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
})
