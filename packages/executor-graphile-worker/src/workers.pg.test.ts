import { once } from 'node:events'
import type { PassEvent } from '@data-import/core'
import type { DataSourceScript } from '@data-import/core/provider'
import { addAcmeSource, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { migrateWorkers } from './open-queue.js'
import { passOnWorkers, startWorker } from './start-worker.fixture.js'

const database = useTestDatabase()
beforeAll(() => migrateWorkers({ connectionString: database.url }))
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

function script(
  resource: string,
  run: DataSourceScript['run'],
  more: Partial<DataSourceScript> = {},
): DataSourceScript {
  return { dataSourceName: 'ACME', resource, dependsOn: [], importWindowDays: 30, run, ...more }
}
const repository = script('repository', async () => undefined)
const locks = () =>
  database.db.$queryRawUnsafe<unknown[]>(
    `SELECT FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  )
const jobs = () =>
  database.db.$queryRawUnsafe<unknown[]>(
    'SELECT key, task_identifier, attempts, locked_by, locked_at::text, created_at::text, now()::text AS now FROM data_import_worker.jobs',
  )

it('runs the scripts of a pass on a worker, in the order of their dependencies, and leaves nothing behind', async () => {
  const order: string[] = []
  const scripts = [
    script('repository', async () => void order.push('repository')),
    script('commit', async () => void order.push('commit'), { dependsOn: ['repository'] }),
  ]
  const worker = await startWorker(database, [{ scripts }])
  const result = await passOnWorkers(database, [{ scripts }])
  expect(result).toMatchObject({ status: 'completed', runs: [{ status: 'COMPLETED' }, { status: 'COMPLETED' }] })
  expect(order).toEqual(['repository', 'commit'])
  worker.drain()
  await worker.ended
  expect(await jobs()).toEqual([])
  expect(await locks()).toEqual([])
})

it('surrounds its runs, and logs them, with what its host gives it', async () => {
  const scripts = [script('commit', async ({ log }) => log.warn('look'))]
  const around: string[] = []
  const lines: unknown[] = []
  const add = ({ dataSource, resource }: Readonly<Record<string, unknown>>, message: string) =>
    lines.push([dataSource, resource, message])
  await startWorker(database, [{ scripts }], {
    async aroundRun({ resource, passId }, next) {
      around.push(`${resource} of ${passId}`)
      around.push((await next()).status)
    },
    logger: { debug: add, info: add, warn: add, error: add },
  })
  const { passId } = await passOnWorkers(database, [{ scripts }])
  expect(around).toEqual([`commit of ${passId}`, 'COMPLETED'])
  expect(lines).toEqual([
    ['one', 'commit', 'look'],
    ['one', 'commit', 'commit of one is COMPLETED.'],
  ])
})

it('answers with what in-process runs answer with: counts, partitions, reasons, events', async () => {
  const scripts = [
    script('commit', async ({ partitions, log }) => {
      log.warn('look')
      await partitions([{ key: 'a' }, { key: 'b' }], async ({ key, checkpoint, skip }) => {
        if (key === 'b') throw new Error('broken')
        await checkpoint({ rows: [], cursor: 1 })
        if (key === 'c') skip('nothing')
      })
    }),
  ]
  await startWorker(database, [{ scripts }])
  const events: PassEvent[] = []
  const result = await passOnWorkers(database, [{ scripts }], { onEvent: (event) => events.push(event) })
  expect(result.runs[0]).toMatchObject({
    status: 'PARTIAL',
    errorMessage: expect.stringContaining('broken'),
    partitions: { complete: 1, failed: 1 },
  })
  expect(events.map(({ type }) => type)).toEqual(
    expect.arrayContaining(['run-started', 'logged', 'partition-started', 'partition-finished', 'run-finished']),
  )
  expect(events.find(({ type }) => type === 'run-started')).toMatchObject({
    at: expect.any(Date),
    startDate: expect.any(Date),
  })
})

it('keeps the runs of a data source on one worker', async () => {
  const by: string[] = []
  const providersOf = (name: string) => [
    { scripts: ['a', 'b', 'c', 'd'].map((resource) => script(resource, async () => void by.push(name))) },
  ]
  await startWorker(database, providersOf('first'))
  await startWorker(database, providersOf('second'))
  const result = await passOnWorkers(database, providersOf('nobody'))
  expect(result.status).toBe('completed')
  expect(by).toHaveLength(4)
  expect(new Set(by).size).toBe(1)
})

it('ends a run at its next checkpoint when its worker is asked to end, and another worker continues there', async () => {
  const cursors: unknown[] = []
  const providersOf = (onPage: () => unknown) => [
    {
      scripts: [
        script('commit', async ({ partitions }) =>
          partitions([{ key: 'a' }], async ({ cursor, checkpoint, startDate, endDate }) => {
            if (endDate.getTime() - startDate.getTime() < 86_400_000) return
            cursors.push(cursor)
            for (let page = Number(cursor ?? 0); page < 5; page++) {
              await checkpoint({ rows: [], cursor: page + 1 })
              await onPage()
            }
          }),
        ),
      ],
    },
  ]
  let pages = 0
  const first = await startWorker(
    database,
    providersOf(() => ++pages === 2 && first.drain()),
  )
  const running = passOnWorkers(
    database,
    providersOf(() => undefined),
  )
  await first.ended
  await startWorker(
    database,
    providersOf(() => undefined),
  )
  expect(await running).toMatchObject({ status: 'completed', runs: [{ status: 'COMPLETED' }] })
  expect(cursors).toEqual([null, 3])
  const rows = await database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'asc' } })
  expect(rows.map(({ status, errorMessage }) => [status, errorMessage])).toEqual([
    ['CANCELLED', 'its worker was asked to end'],
    ['COMPLETED', null],
  ])
})

it('aborts the scripts on workers when the pass is cancelled', async () => {
  const cancel = new AbortController()
  const scripts = [
    script('commit', async ({ signal }) => {
      cancel.abort()
      await once(signal, 'abort')
      signal.throwIfAborted()
    }),
  ]
  await startWorker(database, [{ scripts }])
  const result = await passOnWorkers(database, [{ scripts }], { signal: cancel.signal })
  expect(result).toMatchObject({ status: 'cancelled', runs: [{ status: 'CANCELLED' }] })
})

it('withdraws what no worker has begun when the pass is asked to end', async () => {
  const drain = new AbortController()
  const running = passOnWorkers(database, [{ scripts: [repository] }], {
    drainSignal: drain.signal,
    onEvent: (event) => event.type === 'pass-started' && setImmediate(() => drain.abort()),
  })
  expect(await running).toMatchObject({ status: 'cancelled', runs: [{ status: 'CANCELLED' }] })
  expect(await jobs()).toEqual([])
})

it('stops a script that takes too long', async () => {
  const scripts = [script('commit', async ({ signal }) => void (await once(signal, 'abort')), { timeoutMs: 100 })]
  await startWorker(database, [{ scripts }])
  const result = await passOnWorkers(database, [{ scripts }])
  expect(result.runs[0]).toMatchObject({
    status: 'FAILED',
    errorMessage: expect.stringContaining('longer than its 100 ms'),
  })
})

it('leaves a run to workers that have its provider in the same version, and says so', async () => {
  const worker = await startWorker(database, [{ scripts: [repository], version: '1' }])
  const running = passOnWorkers(database, [{ scripts: [repository], version: '2' }])
  expect(await worker.said('left-to-others')).toMatchObject({ message: expect.stringContaining('another version') })
  const other = await startWorker(database, [{ scripts: [repository], version: '2' }])
  expect(await running).toMatchObject({ status: 'completed' })
  expect(other.events).toContainEqual(expect.objectContaining({ type: 'run-taken' }))
})

it('fails a run that no worker can run, with the reason', async () => {
  await startWorker(database, [{ scripts: [repository], version: '1' }])
  const result = await passOnWorkers(database, [{ scripts: [repository], version: '2' }], {
    executor: { noWorkerMs: 500 },
  })
  expect(result.runs[0]).toMatchObject({
    status: 'FAILED',
    errorMessage: expect.stringMatching(/ACME is wanted in version 2.*another version/),
  })
  expect(await jobs()).toEqual([])
})

it('queues a run again when somebody has emptied the queue', async () => {
  const running = passOnWorkers(database, [{ scripts: [repository] }])
  while ((await jobs()).length === 0);
  await database.db.$executeRawUnsafe('DELETE FROM data_import_worker._private_jobs')
  await startWorker(database, [{ scripts: [repository] }])
  expect(await running).toMatchObject({ status: 'completed' })
})

it('keeps a refused record, a setting and a secret out of the queue', async () => {
  await database.db.dataSourceConfig.create({
    data: {
      dataSource: { connect: { id: (await database.db.dataSource.findFirstOrThrow()).id } },
      key: 'TOKEN',
      value: 'canary-of-a-secret',
      isSecret: true,
    },
  })
  const drain = new AbortController()
  const running = passOnWorkers(database, [{ scripts: [repository] }], { drainSignal: drain.signal })
  while ((await jobs()).length === 0);
  const queued = await database.db.$queryRawUnsafe<unknown[]>(
    'SELECT to_jsonb(j)::text AS job FROM data_import_worker._private_jobs j',
  )
  expect(JSON.stringify(queued)).not.toContain('canary')
  drain.abort()
  await running
})

it('creates no queue unasked', async () => {
  const workerSchema = 'nowhere'
  const refused = { recovery: 'configure', message: expect.stringContaining('data-import migrate --workers') }
  await expect(
    passOnWorkers(database, [{ scripts: [repository] }], { executor: { workerSchema } }),
  ).rejects.toMatchObject(refused)
  await expect(startWorker(database, [{ scripts: [repository] }], { workerSchema })).rejects.toMatchObject(refused)
})
