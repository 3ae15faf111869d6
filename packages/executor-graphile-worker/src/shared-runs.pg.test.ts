import type { DataSourceScript } from '@data-import/core/provider'
import { addAcmeSource, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { meeting } from './meeting.fixture.js'
import { migrateWorkers } from './open-queue.js'
import { passOnWorkers, startWorker } from './start-worker.fixture.js'

const database = useTestDatabase()
beforeAll(() => migrateWorkers({ connectionString: database.url }))
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

function sharedScript(keys: readonly string[], walk: (key: string) => unknown, onEnd: () => void = () => undefined) {
  const run: DataSourceScript['run'] = async ({ partitions }) => {
    await partitions(
      keys.map((key) => ({ key })),
      async ({ key }) => void (await walk(key)),
      { concurrency: 1, isUnchanged: ({ watermark }) => watermark !== null },
    )
    onEnd()
  }
  const distribution = 'partitions' as const
  return { dataSourceName: 'ACME', resource: 'commit', dependsOn: [], importWindowDays: 30, distribution, run }
}

it('makes a run PARTIAL with the reason of a partition that failed on a helper, and ends the script once', async () => {
  const meet = meeting(2)
  const ends: string[] = []
  const providersOf = (name: string) => [
    {
      scripts: [
        sharedScript(
          ['a', 'b', 'c'],
          async (key) => {
            if (key !== 'c') await meet()
            if (key === 'b') throw new Error('broken there')
          },
          () => ends.push(name),
        ),
      ],
    },
  ]
  const workers = [
    await startWorker(database, providersOf('first')),
    await startWorker(database, providersOf('second')),
  ]
  const result = await passOnWorkers(database, providersOf('nobody'))
  expect(result.runs).toMatchObject([
    {
      status: 'PARTIAL',
      errorMessage: expect.stringContaining('b: broken there'),
      partitions: { complete: 2, failed: 1 },
    },
  ])
  expect(ends).toHaveLength(1)
  const joined = workers.filter(({ events }) => events.some(({ type }) => type === 'run-joined'))
  expect(joined).toHaveLength(1)
})

it('lets the worker that has the run try what failed on a helper, whose machine may lack what it needs', async () => {
  const meet = meeting(2)
  const walks: string[] = []
  const providersOf = (name: string) => [
    {
      scripts: [
        sharedScript(['a', 'b'], async (key) => {
          const isFirst = !walks.includes(key)
          walks.push(key)
          if (isFirst) await meet()
          if (isFirst && key === 'b') throw new Error(`no such folder on ${name}`)
        }),
      ],
    },
  ]
  await startWorker(database, providersOf('first'))
  await startWorker(database, providersOf('second'))
  const result = await passOnWorkers(database, providersOf('nobody'))
  expect(result.runs).toMatchObject([{ status: 'COMPLETED', partitions: { complete: 2 } }])
  expect(walks.toSorted()).toEqual(['a', 'b', 'b'])
  expect(await database.db.importLog.count({ where: { level: 'ERROR' } })).toBe(0)
})

it('notes once, and by the worker that has the run, what is not listed any more', async () => {
  const providersOf = (keys: string[], meet: () => Promise<void>) => [{ scripts: [sharedScript(keys, meet)] }]
  let keys = ['a', 'b']
  let meet = meeting(2)
  const scripts = [sharedScript([], () => undefined)]
  const first = {
    ...scripts[0],
    run: ((context) => sharedScript(keys, () => meet()).run(context)) as DataSourceScript['run'],
  }
  await startWorker(database, [{ scripts: [first as DataSourceScript] }])
  await startWorker(database, [{ scripts: [first as DataSourceScript] }])
  expect((await passOnWorkers(database, providersOf(keys, meet))).status).toBe('completed')
  keys = ['c', 'd']
  meet = meeting(2)
  expect((await passOnWorkers(database, providersOf(keys, meet), { force: true })).status).toBe('completed')
  const ledger = await database.db.importPartition.findMany({ orderBy: { key: 'asc' } })
  expect(ledger.map(({ key, unlistedSince }) => [key, unlistedSince !== null])).toEqual([
    ['a', true],
    ['b', true],
    ['c', false],
    ['d', false],
  ])
})
