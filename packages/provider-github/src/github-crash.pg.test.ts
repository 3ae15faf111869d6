import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { postgresLock } from '@data-import/core'
import { populate } from '@data-import/fake-github'
import { isDeep } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { expectedRows } from './testing/expected-rows.js'
import { allCompleted, statusesOf, useGithubImports } from './testing/github-imports.fixture.js'
import { storedRows } from './testing/stored-rows.js'

// The process has its own clock, so GitHub's is the machine's here.
const imports = useGithubImports({ now: () => new Date() })

const program = fileURLToPath(new URL('./testing/pass-process.fixture.ts', import.meta.url))
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Starts a pass in a process of its own, and kills it as soon as GitHub gets its n-th request. */
async function passKilledAt(request: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, imports.database().url], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let count = 0
  const unhook = imports.github().faults.onRequest(() => {
    if (++count === request) child.kill('SIGKILL')
  })
  await once(child, 'exit')
  unhook()
  expect(child.signalCode).toBe('SIGKILL')
  await expect
    .poll(async () => {
      const lease = await postgresLock({ connectionString: imports.database().url }).acquire({ schema: 'data' })
      await lease?.release()
      return lease !== null
    })
    .toBe(true)
}

it('passes that are killed at any request leave what the next one completes: nothing lost, nothing doubled', async () => {
  await populate(imports.acme(), { repositories: 3, seed: 11, commitsOfLargest: 330 })
  const source = await imports.addSource()
  // Spread over the whole import: the probe, first pages, pages in the middle, nested lists, jobs.
  for (const request of isDeep ? [1, 3, 7, 12, 9, 15, 6, 20] : [3, 12, 15]) await passKilledAt(request)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  const expected = await expectedRows(imports.acme())
  expect(await storedRows(imports.db(), source.id, expected)).toEqual(expected)
  expect(await imports.db().dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
})
