import { createTestDatabase, type OwnTestDatabase } from '@data-import/test-kit'
import { afterAll, afterEach, beforeAll, expect, onTestFinished, test } from 'vitest'
import { createWorkspace, type Workspace } from '../terminal/workspace.fixture.js'

/** Two repositories; the one named "broken" fails while BROKEN is set. */
const provider = `
  export const scripts = [
    {
      dataSourceName: 'ACME', resource: 'repository', dependsOn: [], importWindowDays: 30,
      async run(context) {
        await context.db.repository.upsert({
          where: { fullName: 'acme/anvils' },
          create: { name: 'anvils', fullName: 'acme/anvils', provider: 'ACME' },
          update: {},
        })
        await context.db.dataSourceRun.update({ where: { id: context.runId }, data: { recordsImported: 1 } })
      },
    },
    {
      dataSourceName: 'ACME', resource: 'commit', dependsOn: ['repository'], importWindowDays: 30,
      async run(context) {
        context.log.warn('a shallow clone', { recordId: 'anvils', details: { depth: 1 } })
        const [repository] = await context.db.repository.findMany({ where: { provider: 'ACME' } })
        await context.db.commit.createMany({
          data: ['2026-01-05', '2026-01-06', '2026-01-20'].map((day) => ({
            sha: 'a' + day, message: 'm', repositoryId: repository.id, committedAt: new Date(day),
          })),
          skipDuplicates: true,
        })
        await context.partitions([{ key: '1', name: 'anvils' }, { key: '2', name: 'broken' }], async ({ name }) => {
          if (name === 'broken' && context.env.BROKEN) throw new Error('refused with ' + context.env.BROKEN)
        })
      },
    },
    {
      dataSourceName: 'SLOW', resource: 'commit', dependsOn: [], importWindowDays: 30,
      async run(context) {
        globalThis.slowStarted?.()
        await context.partitions([{ key: '1' }, { key: '2' }], async ({ signal }) => {
          await globalThis.slowGate?.(signal)
        }, { concurrency: 1 })
      },
    },
  ]
`
const secret = 'hunter2-hunter2'
const gates = globalThis as { slowStarted?: () => void; slowGate?: (signal: AbortSignal) => Promise<void> }

let database: OwnTestDatabase
let workspace: Workspace

beforeAll(async () => {
  database = await createTestDatabase()
  workspace = await createWorkspace({ DATABASE_URL: database.url })
  await workspace.write('data-sources/acme/index.js', provider)
})

afterEach(async () => {
  delete gates.slowGate
  delete gates.slowStarted
  await database.db.dataSource.deleteMany()
})

afterAll(async () => {
  await workspace.remove()
  await database.close()
})

function createGate(): { opened: Promise<void>; open: () => void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  // A test that fails must not leave a pass behind.
  onTestFinished(open)
  return { opened, open }
}

const addSource = (name: string, providerName: string, ...set: string[]) =>
  workspace.run(['sources', 'add', providerName, '--name', name, ...set.flatMap((one) => ['--set', one])])

test('a first pass without data sources says what to do', async () => {
  const result = await workspace.run(['run'])
  expect(result).toMatchObject({ code: 0 })
  expect(result.stdout).toContain('Add one: data-import sources add')
})

test('a pass ends with a table and a timeline', async () => {
  await addSource('main', 'ACME')
  const { code, stdout, stderr } = await workspace.run(['run'])
  expect({ code, stderr }).toMatchObject({ code: 0 })
  expect(stdout).toMatch(/^main +repository +COMPLETED +1 +- +0 +[\d.]+ m?s$/m)
  expect(stdout).toMatch(/^main\/commit +│ *█+ *│ +[\d.]+ m?s$/m)
  expect(stdout).toMatch(/Pass completed in/)
  expect(stderr).toContain('main/commit: WARN [anvils] a shallow clone')
})

test('a partial pass ends with 1 and says what is not complete and why, without the secret', async () => {
  await addSource('main', 'ACME', `BROKEN=${secret}`)
  await database.db.dataSourceConfig.updateMany({ data: { isSecret: true } })
  await database.db.dataSource.create({ data: { name: 'lost', provider: 'GONE', organizationId: 'default' } })
  const text = await workspace.run(['run'])
  expect(text.code).toBe(1)
  expect(text.stdout).toContain('main/commit broken FAILED: refused with ***')
  expect(text.stdout).toContain('lost: the provider GONE is not loaded')
  const json = await workspace.run(['run', '--json', '--force'])
  expect(json.code).toBe(1)
  expect(json.json()).toMatchObject({
    status: 'partial',
    unregistered: [{ dataSource: 'lost', provider: 'GONE' }],
    runs: [
      { resource: 'repository', status: 'COMPLETED', startedAt: expect.stringMatching(/Z$/) },
      { resource: 'commit', status: 'PARTIAL' },
    ],
    partitionsNotComplete: [{ name: 'broken', status: 'FAILED', reason: 'refused with ***' }],
  })
  const status = await workspace.run(['status', '--exit-code'])
  expect(status.code).toBe(1)
  expect(status.stdout).toMatch(/^commit +PARTIAL .* 1 complete, 1 failed$/m)
  expect(status.stdout).toContain('commit broken FAILED: refused with ***')
  expect(status.stdout).toContain('the provider GONE is not loaded')
  expect([text, json, status].map(({ stdout, stderr }) => stdout + stderr).join()).not.toContain(secret)
})

test('status, runs and logs tell of every run', async () => {
  await addSource('main', 'ACME')
  expect((await workspace.run(['status'])).stdout).toContain('commit: never imported')
  await workspace.run(['run', '--json'])
  const status = await workspace.run(['status', '--json', '--exit-code'])
  expect(status.code).toBe(0)
  expect(status.json()).toMatchObject({
    isComplete: true,
    dataSources: [
      {
        name: 'main',
        resources: [
          { resource: 'repository', isComplete: true, partitions: null },
          { resource: 'commit', watermark: expect.any(String), partitions: { complete: 2, failed: 0 } },
        ],
      },
    ],
  })
  const runs = (await workspace.run(['runs', '--json', '--source', 'main'])).json<
    { id: string; scriptName: string }[]
  >()
  expect(runs.map(({ scriptName }) => scriptName)).toEqual(['commit', 'repository'])
  expect((await workspace.run(['runs', '--limit', '1'])).stdout.split('\n')).toHaveLength(3)
  const id = runs[0]?.id ?? ''
  expect((await workspace.run(['logs', id.slice(0, 8)])).stdout).toMatch(
    /WARN \[anvils\] a shallow clone \{"depth":1\}/,
  )
  expect((await workspace.run(['logs', id, '--json'])).json()).toMatchObject({
    run: { id, status: 'COMPLETED' },
    logs: [{ level: 'WARN', recordId: 'anvils', details: { depth: 1 } }],
  })
  expect(await workspace.run(['logs', 'nothing'])).toMatchObject({ code: 2 })
})

test('only what is named is imported, and a backfill needs a window that makes sense', async () => {
  await addSource('main', 'ACME')
  const one = await workspace.run(['run', '--resource', 'repository', '--json'])
  expect(one.json<{ runs: unknown[] }>().runs).toHaveLength(1)
  const backfill = await workspace.run(['run', '--from', '2026-01-01', '--to', '2026-02-01', '--json'])
  expect(backfill.code).toBe(0)
  expect(await database.db.dataSourceRun.findFirst({ orderBy: { startedAt: 'desc' } })).toMatchObject({
    windowStart: new Date('2026-01-01'),
    windowEnd: new Date('2026-02-01'),
    lastFetchedDataAt: null,
  })
  const wrong = [
    ['--from', '2026-02-01', '--to', '2026-01-01'],
    ['--to', '2026-01-01'],
    ['--from', 'soon'],
    ['--source', 'x'],
  ]
  for (const argv of wrong)
    expect(await workspace.run(['run', ...argv]), argv.join(' ')).toMatchObject({ code: 2, stdout: '' })
})

test('while a pass runs another ends with 75, and locks shows who holds what', async () => {
  await addSource('slow', 'SLOW')
  const started = createGate()
  const gate = createGate()
  gates.slowStarted = started.open
  gates.slowGate = () => gate.opened
  const first = workspace.run(['run', '--json'])
  await started.opened
  const second = await workspace.run(['run', '--json'])
  expect(second).toMatchObject({ code: 75 })
  expect(second.json()).toMatchObject({ status: 'busy', runs: [] })
  const locks = await workspace.run(['locks', '--json'])
  expect(locks.json()).toMatchObject({
    locks: [{ lock: 'pass', application: 'data-import lock' }, { lock: 'slow/commit' }],
    lease: { holder: expect.stringContaining(`:${process.pid}`) },
    running: [{ scriptName: 'commit' }],
  })
  gate.open()
  expect((await first).code).toBe(0)
  expect((await workspace.run(['locks'])).stdout).toContain('No lock is held')
})

test('the first signal drains, and the next pass goes on', async () => {
  await addSource('slow', 'SLOW')
  const started = createGate()
  const gate = createGate()
  gates.slowStarted = started.open
  gates.slowGate = () => gate.opened
  let stop = () => {}
  const pass = workspace.run(['run', '--json'], {
    onStart: (given) => {
      stop = given
    },
  })
  await started.opened
  stop()
  gate.open()
  const result = await pass
  expect(result.code).toBe(1)
  expect(result.stderr).toContain(
    'Stopping: what has been read is being saved, and the next pass continues there. Send a second signal to stop now.',
  )
  expect(result.json()).toMatchObject({ status: 'cancelled', runs: [{ status: 'CANCELLED' }] })
  expect((await workspace.run(['run', '--json'])).json()).toMatchObject({ status: 'completed' })
})

test('the second signal aborts what does not end', async () => {
  await addSource('slow', 'SLOW')
  const walking = createGate()
  gates.slowGate = (signal) =>
    new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new Error('aborted')))
      walking.open()
    })
  let stop = () => {}
  const pass = workspace.run(['run', '--json'], {
    onStart: (given) => {
      stop = given
    },
  })
  await walking.opened
  stop()
  stop()
  const result = await pass
  expect(result.stderr).toContain('Stopping now.')
  expect(result).toMatchObject({ code: 1 })
  expect(result.json()).toMatchObject({ status: 'cancelled' })
})
