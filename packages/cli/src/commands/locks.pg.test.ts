import { type LockMode, postgresLock } from '@data-import/core'
import { createTestDatabase, type TestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

let database: TestDatabase
let workspace: Workspace

beforeAll(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
})

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

test.each<[LockMode, RegExp]>([
  ['session', /^pass +\d+ +data-import lock/m],
  ['transaction', /^pass +\d+ +data-import lock/m],
  ['lease', /^pass leased by .+:\d+ since .+ until .+ unless renewed$/m],
])('locks in mode %s are shown with who holds them, and not when they are given back', async (mode, expected) => {
  const lease = await postgresLock({ connectionString: database.url, mode }).acquire({ schema: 'data' })
  const held = await workspace.run(['locks'])
  await lease?.release()
  expect(held.stdout).toMatch(expected)
  expect(held.stdout).toContain(`lease ${lease?.fencingToken}, held by`)
  const free = await workspace.run(['locks'])
  expect(free.stdout).toContain('No lock is held: no pass is running.')
  expect(free.stdout).toContain('last held by')
})

test('a lease is in the JSON too', async () => {
  const lease = await postgresLock({ connectionString: database.url, mode: 'lease' }).acquire({ schema: 'data' })
  const shown = await workspace.run(['locks', '--json'])
  await lease?.release()
  expect(shown.json()).toMatchObject({ locks: [], leases: [{ lock: 'pass', holder: expect.stringMatching(/:\d+$/) }] })
})
