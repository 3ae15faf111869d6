import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { postgresLock } from '@data-import/core'
import { populate } from '@data-import/fake-circleci'
import { isDeep } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { allCompleted, statusesOf, useCircleciImports } from './testing/circleci-imports.fixture.js'

// The process has its own clock, so CircleCI's is the machine's here.
const imports = useCircleciImports({ now: () => new Date() })

const program = fileURLToPath(new URL('./testing/pass-process.fixture.ts', import.meta.url))
const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Starts a pass in a process of its own, and kills it as soon as CircleCI gets its n-th request. */
async function passKilledAt(request: number): Promise<void> {
  const child = spawn(process.execPath, ['--import', 'tsx', program, imports.database().url], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  let count = 0
  const unhook = imports.circleci().faults.onRequest(() => {
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
  populate(imports.acme(), { projects: 2, pipelines: 45, seed: 11, now: imports.now() })
  const source = await imports.addSource()
  // Spread over the whole import: projects, pages of pipelines, workflows, jobs, tests.
  for (const request of isDeep ? [2, 8, 31, 60, 40, 90, 25, 120] : [8, 40, 90]) await passKilledAt(request)
  expect(statusesOf(await imports.pass())).toEqual(allCompleted)
  await imports.expectTruth(source.id)
  expect(await imports.db().dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
}, 600_000)
