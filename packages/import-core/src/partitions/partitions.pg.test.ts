import { commitTable, repositoryTable } from '@data-import/model'
import { acmeScript, useTestDatabase } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import type { PartitionContext, WalkEnd } from '../contract/partition.js'
import { rowsOf } from '../contract/tables/table-definition.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import type { RunOptions } from '../orchestrator/options.js'
import { createRedactor } from '../secrets/create-redactor.js'
import { type PartitionIdentity, partitionIdentity } from './partition-identity.js'
import { passOver, type TestWalk } from './pass-over.fixture.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'one', provider: 'ACME' } })
})

const pass = (keys: readonly string[], walk: TestWalk, run: RunOptions = {}) => passOver(database, keys, walk, { run })

/** Three pages of one commit each, from wherever the cursor says. */
async function threePages(partition: PartitionContext, context: ExecutionContext, failAt?: number): Promise<WalkEnd> {
  const repository = { externalId: partition.key, provider: 'ACME', name: partition.key, fullName: partition.key }
  for (let page = Number(partition.cursor ?? 0); page < 3; page++) {
    if (page === failAt) throw new Error('the vendor hung up')
    const commit = { externalId: `${partition.key}@${page}`, sha: String(page), message: 'm', parentShas: [] }
    await partition.checkpoint({
      rows: [
        rowsOf(repositoryTable, [repository]),
        rowsOf(commitTable, [{ ...commit, repositoryId: context.idOf(repositoryTable, partition.key) }]),
      ],
      cursor: page + 1,
    })
  }
  return { state: { pages: 3 } }
}
const ledger = async (key: string) => database.db.importPartition.findFirstOrThrow({ where: { key } })

it('a broken partition does not hold back the others, and continues at its last page', async () => {
  const seen: unknown[][] = []
  const first = await pass(['a', 'b'], (partition, context) =>
    threePages(partition, context, partition.key === 'b' ? 2 : undefined),
  )
  expect(first.runs).toMatchObject([
    {
      status: 'PARTIAL',
      recordsImported: 7,
      partitions: { complete: 1, failed: 1 },
      errorMessage: expect.stringMatching(/acme\/b: the vendor hung up/),
    },
  ])
  expect(await ledger('b')).toMatchObject({
    status: 'FAILED',
    cursor: 2,
    watermark: null,
    failures: 1,
    reason: 'the vendor hung up',
  })
  expect((await database.db.dataSourceRun.findFirstOrThrow()).lastFetchedDataAt).toBeNull()

  const second = await pass(['a', 'b'], (partition, context) => {
    seen.push([partition.key, partition.cursor, partition.state])
    return threePages(partition, context)
  })
  expect(second.status).toBe('completed')
  // b first ends the walk that was cut short, over that walk's own window, and then walks what came since.
  expect(seen.filter(([key]) => key === 'b')).toEqual([
    ['b', 2, null],
    ['b', null, { pages: 3 }],
  ])
  expect(await ledger('b')).toMatchObject({
    status: 'COMPLETE',
    cursor: null,
    failures: 0,
    watermark: second.startedAt,
    state: { pages: 3 },
  })
  expect(await database.db.commit.count()).toBe(6)
})

it('gives a partition that is added later its whole window', async () => {
  await pass(['a'], async () => undefined)
  const windows = new Map<string, number>()
  const result = await pass(['a', 'late'], async ({ key, startDate, endDate }) => {
    windows.set(key, Math.round((endDate.getTime() - startDate.getTime()) / 86_400_000))
    return undefined
  })
  expect(windows.get('late')).toBe(90)
  expect(windows.get('a')).toBe(0)
  expect(
    (await database.db.dataSourceRun.findFirstOrThrow({ orderBy: { startedAt: 'desc' } })).lastFetchedDataAt,
  ).toEqual(result.startedAt)
})

it("continues at a script's own watermark, and not at that of the one it depends on", async () => {
  const windows: [resource: string, days: number][] = []
  let isChildBroken = true
  const scriptOf = (resource: string, dependsOn: string[] = []) =>
    acmeScript(resource, dependsOn, async ({ partitions }) => {
      await partitions([{ key: 'a' }], async ({ startDate, endDate }) => {
        if (resource === 'review' && isChildBroken) throw new Error('the vendor hung up')
        windows.push([resource, Math.round((endDate.getTime() - startDate.getTime()) / 86_400_000)])
      })
    })
  const scripts = [scriptOf('pull-request'), scriptOf('review', ['pull-request'])]
  const lock = postgresLock({ connectionString: database.url })
  const orchestrator = createOrchestrator({ db: database.db, providers: [{ scripts }], lock })
  await orchestrator.run()
  isChildBroken = false
  await orchestrator.run({ force: true })
  await orchestrator.run({ force: true })
  const daysOf = (resource: string) => windows.flatMap(([one, days]) => (one === resource ? days : []))
  expect(daysOf('pull-request')).toEqual([30, 0, 0])
  // The window that failed first, then what came since.
  expect(daysOf('review')).toEqual([30, 0, 0])
})

it('records why a partition is skipped, and what to know about a complete one', async () => {
  const result = await pass(['empty', 'shallow'], async (partition) => {
    if (partition.key === 'empty') partition.skip('empty repository')
    return { note: 'one commit has no line counts' }
  })
  expect(result.runs).toMatchObject([{ status: 'COMPLETED', partitions: { complete: 1, skipped: 1 } }])
  expect(await ledger('empty')).toMatchObject({ status: 'SKIPPED', reason: 'empty repository', watermark: null })
  expect(await ledger('shallow')).toMatchObject({ status: 'COMPLETE', reason: 'one commit has no line counts' })
})

it('is FAILED when every partition failed', async () => {
  const result = await pass(['a', 'b'], async () => {
    throw new Error('no')
  })
  expect(result.runs).toMatchObject([{ status: 'FAILED', partitions: { failed: 2 } }])
})

it('stops at a checkpoint when the pass is asked to end, and the next pass continues there', async () => {
  const drain = new AbortController()
  const first = await pass(
    ['a'],
    async (partition, context) => {
      const checkpoint: typeof partition.checkpoint = (page) => {
        if (page.cursor === 2) drain.abort()
        return partition.checkpoint(page)
      }
      return threePages({ ...partition, checkpoint }, context)
    },
    { drainSignal: drain.signal },
  )
  expect(first).toMatchObject({ status: 'cancelled', runs: [{ status: 'CANCELLED', partitions: { incomplete: 1 } }] })
  expect(await ledger('a')).toMatchObject({ status: 'INCOMPLETE', cursor: 2 })
  const cursors: unknown[] = []
  await pass(['a'], (partition, context) => {
    cursors.push(partition.cursor)
    return threePages(partition, context)
  })
  expect(cursors).toEqual([2, null])
  expect(await database.db.commit.count()).toBe(3)
})

it('a run whose partitions were not even begun is not complete', async () => {
  const drain = new AbortController()
  const begun: string[] = []
  const result = await pass(
    ['a', 'b', 'c', 'd', 'e', 'f'],
    async ({ key }) => {
      begun.push(key)
      drain.abort()
      return undefined
    },
    { drainSignal: drain.signal },
  )
  expect(begun.length).toBeLessThan(6)
  expect(result).toMatchObject({ status: 'cancelled', runs: [{ status: 'CANCELLED' }] })
  expect(await database.db.dataSourceRun.findFirst()).toMatchObject({ lastFetchedDataAt: null })
})

it('a used-up time budget lets nothing begin and is no failure', async () => {
  const result = await pass(['a'], async () => undefined, { timeBudgetMs: 0 })
  expect(result).toMatchObject({ status: 'cancelled', runs: [{ status: 'CANCELLED' }] })
})

it('a backfill sees its window, no cursor and no state, and moves nothing', async () => {
  await pass(['a'], (partition, context) => threePages(partition, context))
  const before = await ledger('a')
  const window = { startDate: new Date('2020-01-01T00:00:00Z'), endDate: new Date('2020-01-02T00:00:00Z') }
  const result = await pass(
    ['a'],
    async (partition, context) => {
      expect(partition).toMatchObject({ ...window, cursor: null, state: null })
      expect(context.isBackfill).toBe(true)
      return threePages(partition, context)
    },
    { window },
  )
  expect(result.status).toBe('completed')
  expect(await ledger('a')).toEqual(before)
})

it('walks a partition given twice once', async () => {
  let walks = 0
  await pass(['a', 'a'], async () => {
    walks++
    return undefined
  })
  expect(walks).toBe(1)
})

it('fails where it could not tell two partitions apart without their secrets, instead of leaving one out', async () => {
  const byMark = new Map<string, string>()
  let keys: string[] = []
  for (let index = 0; keys.length === 0; index++) {
    const key = `https://ada:password${index}@acme.example/website`
    const identity = partitionIdentity({ key }, createRedactor([]).text) as PartitionIdentity
    const twin = byMark.get(identity.ledgerKey)
    if (twin) keys = [twin, key]
    byMark.set(identity.ledgerKey, key)
  }
  const result = await pass(keys, async () => undefined)
  expect(result.status).toBe('partial')
  const reasons = result.runs.flatMap(({ partitions }) => JSON.stringify(partitions))
  expect(reasons.join()).not.toContain('password')
})
