import { acmeScript, createTestDatabase, type OwnTestDatabase, wireAcme } from '@data-import/test-kit'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import type { PassEvent } from '../contract/pass-event.js'
import type { Retention } from './apply-retention.js'
import { calculateDateRange } from './calculate-date-range.js'

let database: OwnTestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})

afterEach(() => database.db.dataSource.deleteMany())

afterAll(() => database.close())

const dayMs = 24 * 60 * 60 * 1000
const daysAgo = (days: number) => new Date(Date.now() - days * dayMs)

type Status = 'COMPLETED' | 'FAILED' | 'PARTIAL' | 'RUNNING'

/** A disabled data source, whose history no pass adds to. */
async function addHistory(
  name: string,
  runs: [days: number, status: Status, isFetched?: boolean][],
  scriptName = 'commit',
) {
  const { id } = await database.db.dataSource.upsert({
    where: { organizationId_name: { organizationId: 'acme', name } },
    create: { organizationId: 'acme', provider: 'ACME', name, isEnabled: false },
    update: {},
  })
  for (const [days, status, isFetched = status === 'COMPLETED'] of runs) {
    const at = daysAgo(days)
    await database.db.dataSourceRun.create({
      data: {
        id: `${name}-${scriptName}-${status}-${days}`,
        dataSourceId: id,
        scriptName,
        status,
        startedAt: at,
        completedAt: status === 'RUNNING' ? null : at,
        lastFetchedDataAt: isFetched ? at : null,
        logs: { create: [{ level: 'INFO', message: 'walked', createdAt: at }] },
      },
    })
  }
  return id
}

async function pass(retention?: Retention, scripts = [acmeScript('commit')]) {
  const events: PassEvent[] = []
  const options = { onEvent: (event: PassEvent) => void events.push(event), ...(retention ? { retention } : {}) }
  const result = await wireAcme(database, scripts, options).run()
  return { result, deleted: events.filter(({ type }) => type === 'history-deleted') }
}

const runs = async () =>
  (await database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'asc' } })).map(({ id }) => id)

it('keeps 400 days of runs and 30 days of logs unless told otherwise', async () => {
  await addHistory('a', [
    [500, 'COMPLETED'],
    [401, 'COMPLETED'],
    [399, 'COMPLETED'],
    [29, 'COMPLETED'],
    [1, 'COMPLETED'],
  ])
  const { result, deleted } = await pass()
  expect(result).toMatchObject({ status: 'completed' })
  expect(result.reason).toBeUndefined()
  expect(deleted).toMatchObject([{ runs: 2, logs: 3 }])
  expect(await runs()).toEqual(['a-commit-COMPLETED-399', 'a-commit-COMPLETED-29', 'a-commit-COMPLETED-1'])
  expect((await database.db.importLog.findMany()).length).toBe(2)
  expect((await pass()).deleted).toEqual([])
})

it('keeps what a window starts from and what status shows, whatever its age', async () => {
  const id = await addHistory('a', [
    [900, 'COMPLETED'],
    [800, 'COMPLETED'],
    [700, 'COMPLETED', false],
    [600, 'FAILED'],
    [590, 'FAILED'],
    [580, 'PARTIAL'],
  ])
  await addHistory('a', [[950, 'COMPLETED']], 'repository')
  await addHistory('b', [[1_000, 'COMPLETED']])
  const before = await calculateDateRange(database.db, id, 'commit', 30)
  expect((await pass({ runsDays: 10 })).deleted).toMatchObject([{ runs: 2 }])
  expect(await runs()).toEqual([
    'b-commit-COMPLETED-1000',
    'a-repository-COMPLETED-950',
    'a-commit-COMPLETED-800',
    'a-commit-COMPLETED-700',
    'a-commit-FAILED-590',
    'a-commit-PARTIAL-580',
  ])
  expect((await calculateDateRange(database.db, id, 'commit', 30)).startDate).toEqual(before.startDate)
})

it('deletes any number in batches, and nothing when told to keep for ever', async () => {
  const id = await addHistory('a', [[1, 'COMPLETED']])
  await database.db.dataSourceRun.createMany({
    data: Array.from({ length: 2_500 }, (_, index) => {
      const at = new Date(daysAgo(500).getTime() + index)
      return {
        dataSourceId: id,
        scriptName: 'commit',
        status: 'COMPLETED' as const,
        startedAt: at,
        completedAt: at,
        lastFetchedDataAt: at,
      }
    }),
  })
  expect((await pass({ runsDays: null, logsDays: null })).deleted).toEqual([])
  expect((await pass()).deleted).toMatchObject([{ runs: 2_500 }])
})

it('a pass that was asked to end deletes nothing, and one that can not delete has succeeded all the same', async () => {
  await addHistory('a', [
    [500, 'COMPLETED'],
    [1, 'COMPLETED'],
  ])
  const draining = new AbortController()
  draining.abort()
  const { status } = await wireAcme(database, [acmeScript('commit')]).run({ drainSignal: draining.signal })
  expect([status, await runs()]).toMatchObject([expect.any(String), { length: 2 }])
  await database.db.$executeRawUnsafe(
    `CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no anvils are deleted'; END $$`,
  )
  await database.db.$executeRawUnsafe(
    'CREATE TRIGGER refuse BEFORE DELETE ON data."ImportLog" EXECUTE FUNCTION refuse()',
  )
  const { result } = await pass()
  expect(result).toMatchObject({
    status: 'completed',
    reason: expect.stringMatching(/^old runs and logs could not be deleted: .*no anvils/s),
  })
  await database.db.$executeRawUnsafe('DROP FUNCTION refuse CASCADE')
})

it('refuses what is no number of days', () => {
  for (const retention of [{ runsDays: 0 }, { logsDays: Number.NaN }, { runsDays: '400' as unknown as number }]) {
    expect(() => wireAcme(database, [], { retention })).toThrow(/retention\.\w+ must be a number of days/)
  }
})
