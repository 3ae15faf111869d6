import { repositoryTable } from '@data-import/model'
import { createTestDatabase, type TestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { HttpError, skipReasonOf } from '../errors/http-error.js'
import { rowsOf } from '../tables/table-definition.js'
import { type PassOverOptions, passOver, type TestWalk } from './pass-over.fixture.js'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'one', provider: 'ACME' } })
})

const pass = (keys: readonly string[], walk: TestWalk, options?: PassOverOptions) =>
  passOver(database, keys, walk, options)
const ledger = async (key: string) => database.db.importPartition.findFirstOrThrow({ where: { key } })

it('skips a partition whose failure means that there is nothing to import', async () => {
  const walk: TestWalk = async ({ key }) => {
    throw new HttpError(`The forge answered ${key}.`, { status: Number(key) })
  }
  const result = await pass(['404', '500'], walk, { partitions: { skipReasonOf } })
  expect(result.runs[0]?.partitions).toEqual({ complete: 0, failed: 1, skipped: 1, incomplete: 0 })
  expect(await ledger('404')).toMatchObject({
    status: 'SKIPPED',
    reason: 'gone, or the credentials have no access to it (404)',
    watermark: null,
  })
  expect(await ledger('500')).toMatchObject({ status: 'FAILED', reason: 'The forge answered 500.' })
})

it('does not take a failure in mid-walk for the end of a partition', async () => {
  const walk: TestWalk = async ({ key, cursor, checkpoint }, context) => {
    if (cursor === null) {
      const repository = { externalId: key, provider: 'ACME', name: key, fullName: key }
      await checkpoint({ rows: [rowsOf(repositoryTable, [repository])], cursor: context.idOf(repositoryTable, key) })
    }
    throw new HttpError('The forge answered 404 (GET /page/2).', { status: 404 })
  }
  await pass(['a'], walk, { partitions: { skipReasonOf } })
  await pass(['a'], walk, { partitions: { skipReasonOf } })
  expect(await ledger('a')).toMatchObject({
    status: 'FAILED',
    failures: 2,
    reason: 'The forge answered 404 (GET /page/2).',
  })
})

it('warns when every partition was skipped for what it threw', async () => {
  const walk: TestWalk = async () => {
    throw new HttpError('The forge answered 404.', { status: 404 })
  }
  const result = await pass(['a', 'b'], walk, { partitions: { skipReasonOf } })
  expect(result.status).toBe('completed')
  const logs = await database.db.importLog.findMany({ where: { level: 'WARN' } })
  expect(logs.map(({ message }) => message)).toEqual([
    'All 2 partitions were skipped (gone, or the credentials have no access to it (404)). Is the address right, and may the credentials read them?',
  ])
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
  expect(first.startedAt.getTime() - Number(starts[0])).toBe(5 * 60_000)
  expect(starts[2]).toEqual(second.startedAt)
})
