import { expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

const imports = useGithubImports()

/** One pass, after which the rows must equal the truth. */
async function passAndCompare(dataSourceId: string): Promise<void> {
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), dataSourceId, expected)).toEqual(expected)
}

/** Passes over a repository without runs until nothing in it is new to them. */
async function settle() {
  const anvils = await imports.acme().addRepository({ name: 'anvils', commits: 2 })
  const source = await imports.addSource()
  await passAndCompare(source.id)
  imports.later(0.1)
  await passAndCompare(source.id)
  imports.later(0.1)
  return { anvils, source }
}

it('the first run of a repository is there after the next pass, also where its workflow is on another branch only', async () => {
  const { anvils, source } = await settle()
  const headSha = await anvils.push({ branch: 'try-actions' })
  await anvils.startRun({ headBranch: 'try-actions', headSha })
  imports.later(0.1)
  await passAndCompare(source.id)
})

it('the first run of a repository is there after the next pass, also where a pull request brings its workflow along', async () => {
  const { anvils, source } = await settle()
  const { commitShas } = await anvils.openPullRequest()
  const headSha = commitShas.at(-1) ?? ''
  await passAndCompare(source.id)
  // GitHub begins it a moment after the pull request.
  imports.later(0.01)
  await anvils.startRun({ headBranch: 'patch-1', headSha, event: 'pull_request' })
  await passAndCompare(source.id)
})

it('the first run of a repository is there after the next pass, also where it began without a push', async () => {
  const { anvils, source } = await settle()
  await anvils.startRun({ event: 'schedule' })
  await passAndCompare(source.id)
})

it('a repository without runs is not asked for them while nothing happens in it', async () => {
  const { source } = await settle()
  const asked: string[] = []
  const unhook = imports.github().faults.onRequest(({ path }) => {
    if (path.includes('/actions/')) asked.push(path)
  })
  await passAndCompare(source.id)
  unhook()
  expect(asked).toEqual([])
})
