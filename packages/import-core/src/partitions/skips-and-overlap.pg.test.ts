import { repositoryTable } from '@data-import/model'
import { useTestDatabase } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { rowsOf } from '../contract/tables/table-definition.js'
import { HttpError, unavailableReasonOf } from '../errors/http-error.js'
import { type PassOverOptions, passOver, type TestWalk } from './pass-over.fixture.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'one', provider: 'ACME' } })
})

const pass = (keys: readonly string[], walk: TestWalk, options?: PassOverOptions) =>
  passOver(database, keys, walk, options)
const secondOf = (ms: number) => new Date(ms - (ms % 1_000))
const ledger = async (key: string) => database.db.importPartition.findFirstOrThrow({ where: { key } })

it('a partition that is not available leaves its run incomplete, with the reason', async () => {
  const walk: TestWalk = async ({ key }) => {
    throw new HttpError(`The forge answered ${key}.`, { status: Number(key) })
  }
  const result = await pass(['404', '500'], walk, { partitions: { unavailableReasonOf } })
  expect(result.runs[0]?.partitions).toEqual({ complete: 0, skipped: 0, unavailable: 1, failed: 1, incomplete: 0 })
  expect(await ledger('404')).toMatchObject({
    status: 'UNAVAILABLE',
    reason: 'gone, or the credentials have no access to it (404)',
    watermark: null,
  })
  expect(await ledger('500')).toMatchObject({ status: 'FAILED', reason: 'The forge answered 500.' })
})

it('what is gone in mid-walk is not available, and keeps its position', async () => {
  const walk: TestWalk = async ({ key, cursor, checkpoint }, context) => {
    if (cursor === null) {
      const repository = { externalId: key, provider: 'ACME', name: key, fullName: key }
      await checkpoint({ rows: [rowsOf(repositoryTable, [repository])], cursor: context.idOf(repositoryTable, key) })
    }
    throw new HttpError('The forge answered 404 (GET /page/2).', { status: 404 })
  }
  const result = await pass(['a', 'b'], walk, { partitions: { unavailableReasonOf } })
  expect(result.status).toBe('partial')
  expect(await ledger('a')).toMatchObject({
    status: 'UNAVAILABLE',
    failures: 1,
    reason: 'gone, or the credentials have no access to it (404), in the middle of its walk',
    cursor: expect.any(String),
  })
})

it('fails a run of which nothing is available, and says what to look at', async () => {
  const walk: TestWalk = async () => {
    throw new HttpError('The forge answered 404.', { status: 404 })
  }
  const result = await pass(['a', 'b'], walk, { partitions: { unavailableReasonOf } })
  expect(result.runs).toMatchObject([
    {
      status: 'FAILED',
      errorMessage: expect.stringContaining(
        'None of its 2 partitions is available. Check that the address is right and that the credentials may read them',
      ),
    },
  ])
  expect((await database.db.dataSource.findFirstOrThrow()).lastSyncAt).toBeNull()
})

it('what is proven to be empty is complete, but never once its walk has saved something', async () => {
  const skipReasonOf = (error: unknown) => (error instanceof Error && error.message === 'empty' ? 'empty' : undefined)
  const walk: TestWalk = async ({ key, checkpoint }) => {
    if (key === 'begun') await checkpoint({ rows: [], cursor: 1 })
    throw new Error('empty')
  }
  const result = await pass(['a', 'begun'], walk, { partitions: { skipReasonOf } })
  expect(result.runs[0]?.partitions).toEqual({ complete: 0, skipped: 1, unavailable: 0, failed: 1, incomplete: 0 })
})

it("begins again before the watermark, by the script's own overlap", async () => {
  const first = await pass(['a'], async () => undefined)
  const starts: Date[] = []
  const note: TestWalk = async ({ startDate }) => {
    starts.push(startDate)
    return undefined
  }
  await pass(['a'], note)
  const second = await pass(['a'], note, { script: { overlapMinutes: 0 } })
  await pass(['a'], note, { script: { overlapMinutes: 0 } })
  // Never inside a second: an outside system that keeps its instants to the second would leave the rest of it out.
  expect(starts[0]).toEqual(secondOf(first.startedAt.getTime() - 5 * 60_000))
  expect(starts[2]).toEqual(secondOf(second.startedAt.getTime()))
})
