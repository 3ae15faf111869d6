import { type LockMode, postgresLock } from '@data-import/core'
import { useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

/** Waits until it is aborted. */
const waiting = `
  export const scripts = [{
    dataSourceName: 'WAITING', resource: 'commit', dependsOn: [], importWindowDays: 30,
    async run({ signal, log }) {
      log.warn('waiting')
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  }]
`
const database = useTestDatabase()
let workspace: Workspace

beforeAll(async () => {
  workspace = await createWorkspace({ DATABASE_URL: database.url })
})
afterAll(async () => {
  await workspace.remove()
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

test.each<LockMode>(['session', 'transaction', 'lease'])(
  'a pass in --lock-mode %s says by which lock it is kept',
  async (mode) => {
    await workspace.write('data-sources/waiting.mjs', waiting)
    await workspace.run(['sources', 'add', 'WAITING', '--name', mode])
    let stop = () => {}
    let hear = (_: string) => {}
    const started = new Promise<void>((resolve) => {
      hear = (text) => {
        if (text.includes('WARN waiting')) resolve()
      }
    })
    const pass = workspace.run(['run', '--source', mode, '--lock-mode', mode], {
      onStart: (given) => {
        stop = given
      },
      onWrite: (text) => hear(text),
    })
    await started
    const { locks, leases } = (await workspace.run(['locks', '--json'])).json<{ locks: object[]; leases: object[] }>()
    stop()
    stop()
    await pass
    expect([locks.length > 0, leases.length > 0]).toEqual([mode !== 'lease', mode === 'lease'])
  },
)

test('a lock of one resource that outlived its pass is no pass, and says what it is', async () => {
  const { id } = await database.db.dataSource.create({
    data: { organizationId: 'a', name: 'left', provider: 'WAITING' },
  })
  await database.db.dataSourceRun.create({
    data: { dataSourceId: id, scriptName: 'commit', status: 'FAILED', startedAt: new Date() },
  })
  const lease = await postgresLock({ connectionString: database.url, mode: 'transaction' }).acquire({ schema: 'data' })
  const resource = await lease?.acquireResource(id, 'commit')
  resource?.outlivePass?.()
  await lease?.release()
  const { stdout } = await workspace.run(['locks'])
  await resource?.release()
  expect(stdout).toMatch(/^left\/commit +\d+/m)
  expect(stdout).toContain('No pass is running. The locks belong to a script that ignores its cancellation.')
  expect(stdout).toContain('last held by')
})

test('another mode of the lock is refused', async () => {
  expect(await workspace.run(['run', '--lock-mode', 'x'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Allowed choices are session, transaction, lease'),
  })
})

test('a lease is in the JSON too', async () => {
  const lease = await postgresLock({ connectionString: database.url, mode: 'lease' }).acquire({ schema: 'data' })
  const shown = await workspace.run(['locks', '--json'])
  await lease?.release()
  expect(shown.json()).toMatchObject({ locks: [], leases: [{ lock: 'pass', holder: expect.stringMatching(/:\d+$/) }] })
})
