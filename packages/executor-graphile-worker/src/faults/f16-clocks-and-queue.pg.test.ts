import type { PassEvent } from '@data-import/core'
import { addAcmeSource, isWholeSuite, recordFault, times, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { migrateWorkers } from '../open-queue.js'
import { passOnWorkers } from '../start-worker.fixture.js'
import { inspectPages, pagesScripts } from './pages.fixture.js'
import { startProcess } from './start-process.fixture.js'

const database = useTestDatabase()
beforeAll(() => migrateWorkers({ connectionString: database.url }))
beforeEach(() => database.db.dataSource.deleteMany())

const hourMs = 3_600_000
const shape = { keys: 2, pages: 40 }

async function databaseTime(): Promise<number> {
  const [row] = await database.db.$queryRawUnsafe<{ now: Date }[]>('SELECT clock_timestamp() AS now')
  return row?.now.getTime() ?? Number.NaN
}

it('F16: workers whose clocks are an hour off move no watermark too far, and their runs are continued in time', async () => {
  await addAcmeSource(database, 'one', { syncIntervalMinutes: 30 })
  const providers = [{ scripts: pagesScripts(shape) }]
  const start = (shiftMs: number) => startProcess({ as: 'worker', url: database.url, shape, pageMs: 100, shiftMs })
  const total = { lost: 0, doubled: 0, stuck: 0 }
  const recoveryMs: number[] = []
  // The other worker's clock is off the other way.
  for (const shiftMs of isWholeSuite ? [hourMs, -hourMs] : [hourMs]) {
    await database.db.dataSource.updateMany({ data: { lastSyncAt: null } })
    await database.db.importPartition.deleteMany()
    await database.db.commit.deleteMany()
    const victim = await start(shiftMs)
    const before = await databaseTime()
    const begunAt = new Map<string, number>()
    const onEvent = (event: PassEvent) => {
      if (event.type === 'run-started') begunAt.set(event.runId, performance.now())
    }
    const running = passOnWorkers(database, providers, { force: true, onEvent })
    for (let page = 0; page < 3; page++) await victim.said('page')
    const other = await start(-shiftMs)
    const killedAt = performance.now()
    await victim.kill()
    const result = await running
    const after = await databaseTime()
    expect(result.runs).toHaveLength(1)
    recoveryMs.push((begunAt.get(result.runs[0]?.runId ?? '') ?? Number.POSITIVE_INFINITY) - killedAt)
    // Not due by the database's clock, whatever the workers' say.
    const again = await passOnWorkers(database, providers)
    if (result.status !== 'completed' || again.notDue.length !== 1) total.stuck++
    const source = await database.db.dataSource.findFirstOrThrow()
    const ledger = await database.db.importPartition.findMany()
    const runs = await database.db.dataSourceRun.findMany({ where: { startedAt: { gte: new Date(before - hourMs) } } })
    const instants = [
      source.lastSyncAt,
      ...ledger.map(({ watermark }) => watermark),
      ...runs.flatMap(({ startedAt, completedAt }) => [startedAt, completedAt]),
    ]
    const isWrong = (instant: Date | null) => !(instant && instant.getTime() <= after + 1)
    total.lost += instants.filter(isWrong).length
    expect(runs.filter(({ durationMs }) => !(durationMs !== null && durationMs >= 0 && durationMs < hourMs))).toEqual(
      [],
    )
    const found = await inspectPages(database.db, shape)
    for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
    await other.kill()
  }
  await recordFault({
    ...{ fault: 'F16', title: 'clocks of workers an hour off, worker killed', injected: recoveryMs.length },
    ...{ ...total, recoveryMs, note: 'until another continues' },
  })
  expect(Math.max(...recoveryMs)).toBeLessThan(8_000)
})

it('F16: a queue that is emptied again and again while runs wait loses none of them', async () => {
  const sources = 6
  for (let index = 0; index < sources; index++) await addAcmeSource(database, `source ${index}`)
  const one = { keys: 1, pages: 3 }
  const workers = await Promise.all(
    [1, 2].map(() => startProcess({ as: 'worker', url: database.url, shape: one, pageMs: 10, concurrency: 1 })),
  )
  let emptied = 0
  let emptiedWaiting = 0
  const empty = async () => {
    const jobs = await database.db.$queryRawUnsafe<{ isTaken: boolean }[]>(
      'DELETE FROM data_import_worker._private_jobs RETURNING locked_at IS NOT NULL AS "isTaken"',
    )
    emptiedWaiting += jobs.filter(({ isTaken }) => !isTaken).length
  }
  const emptying: Promise<unknown>[] = []
  const onEvent = ({ type }: PassEvent) => {
    if (type !== 'run-started' && type !== 'run-finished') return
    emptied++
    emptying.push(empty())
  }
  const injected = times(1, 5)
  const total = { lost: 0, doubled: 0, stuck: 0 }
  for (let count = 0; count < injected; count++) {
    await database.db.importPartition.deleteMany()
    await database.db.commit.deleteMany()
    const providers = [{ scripts: pagesScripts(one) }]
    const { status } = await passOnWorkers(database, providers, { force: true, onEvent })
    await Promise.all(emptying)
    if (status !== 'completed') total.stuck++
    const found = await inspectPages(database.db, { ...one, sources })
    for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
  }
  expect(emptiedWaiting).toBeGreaterThan(0)
  await Promise.all(workers.map((one) => one.kill()))
  await recordFault({
    ...{ fault: 'F16', title: 'queue emptied by hand, again and again', injected: emptied, recoveryMs: [] },
    ...total,
  })
})
