import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { postgresLock } from '@data-import/core'
import { populate } from '@data-import/fake-sonarqube'
import { isDeep } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useSonarqubeImports } from './testing/sonarqube-imports.fixture.js'

const imports = useSonarqubeImports()
const program = fileURLToPath(new URL('./testing/pass-process.fixture.ts', import.meta.url))
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Starts a pass in a process of its own, and kills it as soon as SonarQube gets its n-th request. */
async function passKilledAt(request: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, imports.database().url], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let count = 0
  const unhook = imports.sonarqube().faults.onRequest(() => {
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
  populate(imports.sonarqube(), { projects: 4, seed: 11, issuesOfLargest: 2_400 })
  const source = await imports.addSource()
  // The list of projects, measures and histories, pages in the middle of the largest project's issues.
  for (const request of isDeep ? [1, 3, 6, 9, 12, 10, 14, 8, 13] : [4, 11, 13]) await passKilledAt(request)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source)
  expect(await imports.db().dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
}, 600_000)
