import { once } from 'node:events'
import { lookAgain, type RunOptions } from '@data-import/core'
import type { DataSourceScript, PartitionContext } from '@data-import/core/provider'
import { addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { meeting } from './meeting.fixture.js'
import { migrateWorkers } from './open-queue.js'
import { passOnWorkers, startWorker } from './start-worker.fixture.js'

const database = useTestDatabase()
beforeAll(() => migrateWorkers({ connectionString: database.url }))
let dataSourceId: string
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  dataSourceId = (await addAcmeSource(database, 'one')).id
})

type Walk = (partition: PartitionContext) => Promise<void>

function sharedScript(keys: readonly string[], walk: Walk): DataSourceScript {
  const partitions = keys.map((key) => ({ key }))
  const run: DataSourceScript['run'] = (context) => context.partitions(partitions, walk, { concurrency: 1 })
  const distribution = 'partitions'
  return { dataSourceName: 'ACME', resource: 'commit', dependsOn: [], importWindowDays: 30, distribution, run }
}

/** A pass whose run two workers share, each of which has one walk at a time. */
async function passOnTwo(keys: readonly string[], walk: Walk, options: RunOptions & { minimumLookMs?: number } = {}) {
  const providers = [{ scripts: [sharedScript(keys, walk)] }]
  const workers = [await startWorker(database, providers), await startWorker(database, providers)]
  const result = await passOnWorkers(database, providers, options)
  for (const worker of workers) worker.drain()
  // A worker ends when nothing of it is left running.
  await Promise.all(workers.map(({ ended }) => ended))
  const joined = workers.filter(({ events }) => events.some(({ type }) => type === 'run-joined')).length
  const left = await database.db.$queryRawUnsafe(
    `SELECT name FROM data."ImportLease" WHERE starts_with(name, 'v1/data/share/')`,
  )
  expect({ joined, left }).toEqual({ joined: 1, left: [] })
  return result
}

it('aborts the walks of all workers when the pass is cancelled', async () => {
  const cancel = new AbortController()
  const meet = meeting(2)
  const aborted: string[] = []
  const walk = async ({ key, signal }: PartitionContext) => {
    await meet()
    cancel.abort()
    if (!signal.aborted) await once(signal, 'abort')
    aborted.push(key)
    signal.throwIfAborted()
  }
  const result = await passOnTwo(['a', 'b', 'c'], walk, { signal: cancel.signal })
  expect(result).toMatchObject({ status: 'cancelled', runs: [{ status: 'CANCELLED' }] })
  expect(aborted.toSorted()).toEqual(['a', 'b'])
  expect(await database.db.dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
})

it('ends the walks of all workers at their next checkpoints when the pass is asked to end', async () => {
  const drain = new AbortController()
  const meet = meeting(2)
  const keys = ['a', 'b']
  const cursors: Record<string, unknown> = {}
  let isOver = false
  const aborted: boolean[] = []
  const walk: Walk = async ({ key, cursor, checkpoint, signal }) => {
    if (isOver) {
      cursors[key] ??= cursor
      return
    }
    await checkpoint({ rows: [], cursor: 1 })
    await meet()
    drain.abort()
    try {
      for (let page = 2; ; page++) await checkpoint({ rows: [], cursor: page })
    } finally {
      aborted.push(signal.aborted)
    }
  }
  const first = await passOnTwo(keys, walk, { drainSignal: drain.signal })
  expect(first.runs).toMatchObject([{ status: 'CANCELLED' }])
  expect(aborted).toEqual([false, false])
  isOver = true
  const second = await wireAcme(database, [sharedScript(keys, walk)]).run({ force: true })
  expect(second.status).toBe('completed')
  expect(keys.filter((key) => Number(cursors[key]) > 0)).toEqual(keys)
})

it('gives all workers the window of a backfill, and moves no watermark', async () => {
  const meet = meeting(2)
  const windows: unknown[] = []
  const window = { startDate: new Date('2025-01-01T00:00:00Z'), endDate: new Date('2025-02-01T00:00:00Z') }
  const walk = async ({ startDate, endDate }: PartitionContext) => {
    windows.push({ startDate, endDate })
    await meet()
  }
  const result = await passOnTwo(['a', 'b'], walk, { window })
  expect(result.status).toBe('completed')
  expect(windows).toEqual([window, window])
  expect(await database.db.importPartition.count({ where: { watermark: { not: null } } })).toBe(0)
})

it('walks only what somebody rang for, on all workers', async () => {
  let meet = meeting(2)
  let walked: string[] = []
  const walk = async ({ key }: PartitionContext) => {
    walked.push(key)
    await meet()
  }
  const keys = ['a', 'b', 'c', 'd']
  expect((await passOnTwo(keys, walk)).status).toBe('completed')
  expect(walked.toSorted()).toEqual(keys)
  walked = []
  meet = meeting(2)
  for (const key of ['b', 'd']) await lookAgain(database.db, { dataSourceId, resource: 'commit', key })
  expect((await passOnTwo(keys, walk, { onlyRung: true, minimumLookMs: 0 })).status).toBe('completed')
  expect(walked.toSorted()).toEqual(['b', 'd'])
  const rung = wireAcme(database, [sharedScript(keys, walk)], { minimumLookMs: 0 })
  expect((await rung.run({ onlyRung: true })).runs).toEqual([])
})
