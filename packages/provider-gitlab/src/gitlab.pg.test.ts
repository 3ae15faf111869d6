import { populate } from '@data-import/fake-gitlab'
import { expect, it } from 'vitest'
import { useGitlabImports } from './testing/gitlab-imports.fixture.js'

const imports = useGitlabImports()

it('a whole group becomes rows that equal the truth, field by field', async () => {
  populate(imports.acme(), { projects: 12, seed: 7, commitsOfLargest: 1_030, now: imports.now() })
  const [first] = imports.acme().projects()
  for (let count = 0; count < 130; count++) first?.openMergeRequest({ createdAt: imports.ago(20) })
  const source = await imports.addSource()
  await imports.completePass()
  await imports.expectTruth(source.id)
  expect(await imports.db().commit.count()).toBeGreaterThan(1_000)
})

it('a second pass without any change asks little and writes nothing', async () => {
  populate(imports.acme(), { projects: 4, seed: 3, now: imports.now() })
  const source = await imports.addSource()
  await imports.completePass()
  imports.later(0.1)
  const { traffic } = imports.gitlab()
  traffic.reset()
  const result = await imports.pass()
  expect(result.status).toBe('completed')
  expect(result.runs.reduce((sum, { recordsImported }) => sum + recordsImported, 0)).toBe(0)
  expect(traffic.requests).toBeLessThanOrEqual(6)
  await imports.expectTruth(source.id)
})
