import type { PassEvent } from '@data-import/core'
import { addAcmeSource, createRandom, isWholeSuite, recordFault, times, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { migrateWorkers } from '../open-queue.js'
import { passOnWorkers } from '../start-worker.fixture.js'
import { inspectPages, pagesScripts } from './pages.fixture.js'
import { type OtherProcess, startProcess } from './start-process.fixture.js'

const database = useTestDatabase()
beforeAll(() => migrateWorkers({ connectionString: database.url }))
beforeEach(() => renew())

const shape = { keys: 2, pages: 30 }
const worker = { as: 'worker' as const, shape, pageMs: 20 }
const providers = [{ scripts: pagesScripts(shape) }]
const none = { lost: 0, doubled: 0, stuck: 0 }

async function renew() {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
}

async function add(total: typeof none) {
  const found = await inspectPages(database.db, shape)
  for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
}

/** Whichever of them says it has begun a run. */
function whoStarts(workers: readonly OtherProcess[]): Promise<number> {
  return Promise.any(workers.map((one, index) => one.said('started').then(() => index)))
}

it('F16: the run of a worker that was killed is FAILED and continued by another, within seconds', async () => {
  const total = { ...none }
  const recoveryMs: number[] = []
  const random = createRandom()
  const start = () => startProcess({ ...worker, url: database.url })
  const workers = await Promise.all([start(), start()])
  const injected = times(1, 50)
  for (let count = 0; count < injected; count++) {
    await renew()
    let begunAgainAt: number | undefined
    let isBegun = false
    const onEvent = ({ type }: PassEvent) => {
      if (type !== 'run-started') return
      if (isBegun) begunAgainAt = performance.now()
      isBegun = true
    }
    const running = passOnWorkers(database, providers, { onEvent })
    const victim = await whoStarts(workers)
    for (let page = 0; page < 1 + random() * 20; page++) await workers[victim]?.said('page')
    const killedAt = performance.now()
    await workers[victim]?.kill()
    const result = await running
    if (result.status !== 'completed') total.stuck++
    if (begunAgainAt !== undefined) recoveryMs.push(begunAgainAt - killedAt)
    const rows = await database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'asc' } })
    expect(rows.map(({ status }) => status)).toEqual(['FAILED', 'COMPLETED'])
    await add(total)
    workers[victim] = await start()
  }
  await recordFault({
    fault: 'F16',
    title: 'worker killed',
    injected,
    ...total,
    recoveryMs,
    note: 'until another continues',
  })
  expect(Math.max(...recoveryMs)).toBeLessThan(isWholeSuite ? 5_000 : 8_000)
})

it('F16: workers whose orchestrator was killed end at their checkpoints, and the next pass continues there', async () => {
  const total = { ...none }
  const recoveryMs: number[] = []
  const one = await startProcess({ ...worker, url: database.url })
  const injected = times(1, 10)
  for (let count = 0; count < injected; count++) {
    await renew()
    const orchestrator = await startProcess({ as: 'orchestrator', shape, pageMs: 0, url: database.url })
    for (let page = 0; page < 4; page++) await one.said('page')
    const killedAt = performance.now()
    await orchestrator.kill()
    let result = await passOnWorkers(database, providers, { force: true })
    while (result.status === 'busy') result = await passOnWorkers(database, providers, { force: true })
    recoveryMs.push(performance.now() - killedAt)
    if (result.status !== 'completed') total.stuck++
    await add(total)
  }
  await recordFault({
    fault: 'F16',
    title: 'orchestrator killed, workers busy',
    injected,
    ...total,
    recoveryMs,
    note: 'the whole import',
  })
})

it('F16: a worker that is frozen is replaced, and writes nothing more when it wakes up', async () => {
  const total = { ...none }
  const recoveryMs: number[] = []
  const injected = times(1, 10)
  for (let count = 0; count < injected; count++) {
    await renew()
    const first = await startProcess({ ...worker, url: database.url })
    const running = passOnWorkers(database, providers, { executor: { silentWorkerMs: 3_000 } })
    for (let page = 0; page < 4; page++) await first.said('page')
    first.child.kill('SIGSTOP')
    const frozenAt = performance.now()
    const second = await startProcess({ ...worker, url: database.url })
    const result = await running
    recoveryMs.push(performance.now() - frozenAt)
    if (result.status !== 'completed') total.stuck++
    const written = () =>
      database.db.$queryRawUnsafe('SELECT json_agg(r ORDER BY id)::text AS r FROM data."DataSourceRun" r')
    const before = JSON.stringify([await written(), await inspectPages(database.db, shape)])
    first.child.kill('SIGCONT')
    // It says so when it serves again, after it has given up what it had.
    await first.said('serving')
    if (JSON.stringify([await written(), await inspectPages(database.db, shape)]) !== before) total.doubled++
    await add(total)
    await first.kill()
    await second.kill()
  }
  await recordFault({
    fault: 'F16',
    title: 'worker frozen',
    injected,
    ...total,
    recoveryMs,
    note: 'silentWorkerMs 3,000; the whole import',
  })
})

it('F16: a second orchestrator is told busy, and the workers do the work once', async () => {
  await startProcess({ ...worker, url: database.url })
  const [first, second] = await Promise.all([passOnWorkers(database, providers), passOnWorkers(database, providers)])
  expect([first.status, second.status].sort()).toEqual(['busy', 'completed'])
  const found = await inspectPages(database.db, shape)
  await recordFault({ fault: 'F16', title: 'two orchestrators', injected: 1, ...found, recoveryMs: [] })
})

it('F16: a worker of an older version takes nothing of a newer orchestrator', async () => {
  const old = await startProcess({ ...worker, url: database.url, version: '1' })
  const running = passOnWorkers(database, [{ ...providers[0], scripts: pagesScripts(shape), version: '2' }])
  await startProcess({ ...worker, url: database.url, version: '2' })
  const { status } = await running
  const hasBegun = await Promise.race([old.said('started').then(() => 1), old.kill().then(() => 0)]).catch(() => 0)
  const found = await inspectPages(database.db, shape)
  await recordFault({
    ...{ fault: 'F16', title: 'worker of an older version', injected: 1, recoveryMs: [] },
    ...found,
    doubled: found.doubled + hasBegun,
    stuck: found.stuck + (status === 'completed' ? 0 : 1),
  })
})
