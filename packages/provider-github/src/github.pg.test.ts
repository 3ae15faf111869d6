import { populate } from '@data-import/fake-github'
import { expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

it('a whole organisation becomes rows that equal the truth, field by field', async () => {
  await populate(imports.acme(), { repositories: 20, seed: 7, commitsOfLargest: 5_200 })
  const source = await imports.addSource()
  const result = await imports.pass()
  expect(statusesOf(result)).toEqual(allCompleted)
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), source.id, expected)).toEqual(expected)
  expect(Object.keys(expected.commit ?? {}).length).toBeGreaterThan(5_000)
})
