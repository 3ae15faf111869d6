import { addAcmeSource, isWholeSuite, recordFault, times, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { migrateWorkers } from '../open-queue.js'
import { passOnWorkers } from '../start-worker.fixture.js'
import { inspectPages, pagesScripts } from './pages.fixture.js'
import { type OtherProcess, startProcess } from './start-process.fixture.js'

const database = useTestDatabase()
beforeAll(() => migrateWorkers({ connectionString: database.url }))

const shape = { keys: 8, pages: 30, isShared: true }
const worker = { as: 'worker' as const, shape, pageMs: 20 }
const providers = [{ scripts: pagesScripts(shape) }]
const none = { lost: 0, doubled: 0, stuck: 0 }

beforeEach(() => renew())

async function renew() {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
}

const runs = () => database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'asc' } })
const shares = () =>
  database.db.$queryRawUnsafe<unknown[]>(
    `SELECT name FROM data."ImportLease" WHERE starts_with(name, 'v1/data/share/')`,
  )

async function started(): Promise<OtherProcess> {
  return startProcess({ ...worker, url: database.url })
}

/** A pass over two workers: the one that has the run, and the one that helps and has saved pages. */
async function sharedPass(silentWorkerMs = 60_000) {
  const workers = await Promise.all([started(), started()])
  const running = passOnWorkers(database, providers, { executor: { silentWorkerMs } })
  const index = await Promise.any(workers.map((one, at) => one.said('joined').then(() => at)))
  const [helper, leader] = [workers[index], workers[1 - index]]
  if (!helper || !leader) throw new Error('no worker')
  for (let page = 0; page < 5; page++) await helper.said('page')
  return { running, helper, leader }
}

async function inspect(title: string, injected: number, total: typeof none, recoveryMs: number[]) {
  await recordFault({ fault: 'F16', title, injected, ...total, recoveryMs, note: 'the rest of the import' })
  expect(await shares()).toEqual([])
}

async function add(total: typeof none) {
  const found = await inspectPages(database.db, shape)
  for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
}

it('shares a run between workers: every row once, counted once, and nothing is left behind', async () => {
  const { running } = await sharedPass()
  expect(await running).toMatchObject({
    status: 'completed',
    runs: [{ status: 'COMPLETED', recordsImported: 8 + 8 * 30 * 5, partitions: { complete: 8 } }],
  })
  expect(await inspectPages(database.db, shape)).toEqual(none)
  expect(await shares()).toEqual([])
  expect(await runs()).toHaveLength(1)
})

/** @param statuses of the runs that there are in the end */
async function kill(killed: 'helper' | 'leader', statuses: readonly string[]) {
  const total = { ...none }
  const recoveryMs: number[] = []
  const injected = times(1, 20)
  for (let count = 0; count < injected; count++) {
    await renew()
    const { running, ...workers } = await sharedPass()
    const killedAt = performance.now()
    await workers[killed].kill()
    expect((await running).status).toBe('completed')
    recoveryMs.push(performance.now() - killedAt)
    expect((await runs()).map(({ status }) => status)).toEqual(statuses)
    await add(total)
    await workers[killed === 'helper' ? 'leader' : 'helper'].kill()
  }
  await inspect(`${killed} of a shared run killed`, injected, total, recoveryMs)
}

it('F16: what a killed helper had is continued by the worker that has the run', () => kill('helper', ['COMPLETED']))

it('F16: when the worker that has a shared run is killed, its helpers stop and a second attempt continues', () =>
  kill('leader', ['FAILED', 'COMPLETED']))

it('F16: a helper that is frozen is replaced, and writes nothing more when it wakes up', async () => {
  const total = { ...none }
  const recoveryMs: number[] = []
  const injected = times(1, 10)
  for (let count = 0; count < injected; count++) {
    await renew()
    const { running, helper, leader } = await sharedPass(3_000)
    helper.child.kill('SIGSTOP')
    const frozenAt = performance.now()
    // In the middle of the pass: its run still runs when it wakes up.
    while ((await frozenShares()) === 0) await leader.said('page')
    const takenOver = await sum()
    helper.child.kill('SIGCONT')
    await helper.said('serving')
    expect(await sum()).toBeGreaterThanOrEqual(takenOver)
    expect((await running).status).toBe('completed')
    recoveryMs.push(performance.now() - frozenAt)
    await add(total)
    await helper.kill()
    await leader.kill()
  }
  await inspect('helper of a shared run frozen', injected, total, recoveryMs)
})

async function frozenShares(): Promise<number> {
  const rows = await database.db.$queryRawUnsafe<unknown[]>(
    `SELECT name FROM data."ImportLease" WHERE starts_with(name, 'v1/data/share/') AND owner = 'gone'`,
  )
  return rows.length
}

async function sum(): Promise<number> {
  const [row] = await database.db.$queryRawUnsafe<{ sum: number }[]>(
    'SELECT COALESCE(sum(records_imported), 0)::int AS sum FROM data."ImportPartition"',
  )
  return row?.sum ?? 0
}

it('gives back what a helper has when it is asked to end, and nothing is walked twice', async () => {
  const { running, helper } = await sharedPass()
  helper.child.kill('SIGTERM')
  await helper.said('ended')
  expect((await running).status).toBe('completed')
  expect(await inspectPages(database.db, shape)).toEqual(none)
})

it.runIf(isWholeSuite)('F16: a shared run that takes too long is FAILED, and no worker walks on', async () => {
  const timeoutMs = 15_000
  const slow = pagesScripts({ ...shape, pages: 10_000 }).map((script) => ({ ...script, timeoutMs }))
  const task = { ...worker, shape: { ...shape, pages: 10_000 }, timeoutMs, url: database.url }
  const workers = await Promise.all([startProcess(task), startProcess(task)])
  const running = passOnWorkers(database, [{ scripts: slow }])
  await Promise.any(workers.map((one) => one.said('joined')))
  const { runs: outcomes } = await running
  expect(outcomes).toMatchObject([{ status: 'FAILED', errorMessage: expect.stringContaining(`its ${timeoutMs} ms`) }])
  const [before] = await runs()
  // Both end when nothing of them is left running.
  for (const { child } of workers) child.kill('SIGTERM')
  await Promise.all(workers.map((one) => one.said('ended')))
  expect(await runs()).toEqual([before])
  expect(await shares()).toEqual([])
})
