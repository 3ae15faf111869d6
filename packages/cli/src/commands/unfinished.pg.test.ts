import { lockKey, resourceLockName } from '@data-import/core'
import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

let database: OwnTestDatabase
let workspace: Workspace

const provider = `export const scripts = [{ dataSourceName: 'ACME', resource: 'thing', dependsOn: [], importWindowDays: 1,
  run: ({ partitions }) => partitions(globalThis.acmeParts.map(({ key }) => ({ key })), async ({ key, skip, unavailable }) => {
    const { ends } = globalThis.acmeParts.find((one) => one.key === key)
    if (ends === 'empty') skip('the repository is empty')
    if (ends === 'closed') unavailable('no access (403)')
    if (ends === 'broken') throw new Error('boom')
  }) }]`
const vendor = globalThis as { acmeParts?: readonly { key: string; ends?: 'empty' | 'closed' | 'broken' }[] }

beforeAll(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/acme.mjs', provider)
})

afterEach(() => database.db.dataSource.deleteMany())

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

const add = () => database.db.dataSource.create({ data: { name: 'main', provider: 'ACME', organizationId: 'default' } })

/** A run as a process leaves it that ends by kill -9, with a checkpoint three seconds after its beginning. */
async function leaveRun(dataSourceId: string): Promise<void> {
  const startedAt = new Date('2026-03-01T10:00:00Z')
  await database.db.dataSourceRun.create({
    data: { id: 'dead-run', dataSourceId, scriptName: 'thing', status: 'RUNNING', startedAt },
  })
  await database.db.importPartition.create({
    data: {
      dataSourceId,
      scriptName: 'thing',
      key: 'acme/web',
      status: 'INCOMPLETE',
      lastRunId: 'dead-run',
      updatedAt: new Date('2026-03-01T10:00:03Z'),
    },
  })
}

test('a run whose process died is told as that, with its last sign, in status and runs', async () => {
  const { id } = await add()
  await leaveRun(id)
  const death = 'its process died at or after 2026-03-01 10:00:03Z, its last sign; the next pass continues'
  const status = await workspace.run(['status'])
  expect(status.stdout).toMatch(/^thing +died +2026-03-01 10:00:00Z/m)
  expect(status.stdout).toContain(`thing: ${death}`)
  expect(status.stdout).toContain('thing acme/web INCOMPLETE: was cut short when its process died')
  expect(status.stdout).not.toMatch(/no reason given|RUNNING/)
  const runs = await workspace.run(['runs'])
  expect(runs.stdout).toMatch(/dead-run +main +thing +died/)
  expect(runs.stdout).toContain(death)
  expect((await workspace.run(['runs', '--json'])).json()).toMatchObject([{ status: 'RUNNING', isDead: true }])
  expect((await workspace.run(['status', '--json'])).json()).toMatchObject({
    isComplete: false,
    dataSources: [{ resources: [{ lastRun: { isDead: true, lastSignAt: '2026-03-01T10:00:03.000Z' } }] }],
  })
})

test('a run that holds its lock is running', async () => {
  const { id } = await add()
  await leaveRun(id)
  const holder = new Client({ connectionString: database.url })
  await holder.connect()
  try {
    await holder.query('SELECT pg_advisory_lock($1)', [lockKey(resourceLockName('data', id, 'thing'))])
    const { stdout } = await workspace.run(['status'])
    expect(stdout).toMatch(/^thing +RUNNING/m)
    expect(stdout).toContain('thing acme/web INCOMPLETE: is being imported')
    expect(stdout).not.toContain('died')
    expect((await workspace.run(['runs', '--json'])).json()).toMatchObject([{ status: 'RUNNING', isDead: false }])
  } finally {
    await holder.end()
  }
})

test('what is not available stands apart from where nothing is, and is not complete', async () => {
  await add()
  vendor.acmeParts = [
    { key: 'a' },
    { key: 'b', ends: 'empty' },
    { key: 'c', ends: 'closed' },
    { key: 'd', ends: 'broken' },
  ]
  const run = await workspace.run(['run'])
  expect(run.code).toBe(1)
  const [, notComplete = ''] = /Not complete\n((?: {2}.*\n)*)/.exec(run.stdout) ?? []
  expect(notComplete).toMatch(/main\/thing d FAILED: boom\n {2}main\/thing c UNAVAILABLE: no access \(403\)/)
  expect(notComplete).not.toContain('empty')
  expect(run.stdout).toContain('main/thing: nothing there in 1 partition: b (the repository is empty)')
  const status = await workspace.run(['status', '--exit-code'])
  expect(status.code).toBe(1)
  expect(status.stdout).toMatch(/1 complete, 1 with nothing there, 1 unavailable, 1 failed/)
  expect(status.stdout).toMatch(
    /thing d FAILED: boom\n {2}thing c UNAVAILABLE: no access \(403\)\n {2}thing: nothing there in 1 partition: b/,
  )
  const json = (await workspace.run(['run', '--force', '--json'])).json()
  expect(json).toMatchObject({
    partitionsNotComplete: [{ key: 'd' }, { key: 'c', status: 'UNAVAILABLE' }],
    partitionsSkipped: [{ key: 'b', status: 'SKIPPED' }],
  })
  expect((await workspace.run(['status', '--json'])).json()).toMatchObject({
    dataSources: [
      { lastSyncAt: null, resources: [{ notComplete: [{ key: 'd' }, { key: 'c' }], skipped: [{ key: 'b' }] }] },
    ],
  })
})

test('only what is harmless is left out: the pass ends well', async () => {
  await add()
  vendor.acmeParts = [{ key: 'a' }, { key: 'b', ends: 'empty' }]
  expect(await workspace.run(['run'])).toMatchObject({ code: 0 })
  expect(await workspace.run(['status', '--exit-code'])).toMatchObject({ code: 0 })
})

test('status says what was saved in the last run, and counts what is stored when asked', async () => {
  const { id } = await add()
  vendor.acmeParts = [{ key: 'a' }]
  await workspace.run(['run'])
  const rows = ['one', 'two'].map((externalId) => ({
    id: externalId,
    dataSourceId: id,
    externalId,
    provider: 'ACME',
    name: externalId,
    fullName: externalId,
  }))
  await database.db.repository.createMany({ data: rows })
  expect((await workspace.run(['status'])).stdout).toMatch(/complete up to +saved +refused/)
  expect((await workspace.run(['status', '--rows'])).stdout).toContain('stored: 2 Repository\n')
  expect((await workspace.run(['status', '--rows', '--json'])).json()).toMatchObject({
    dataSources: [{ rows: { Repository: 2 } }],
  })
})
