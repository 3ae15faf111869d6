import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import type { PassEvent } from '../contract/pass-event.js'
import type { PassLock } from '../locks/pass-lock.js'
import { postgresLock } from '../locks/postgres-lock.js'
import { calculateDateRange } from '../runs/calculate-date-range.js'
import { createOrchestrator } from './create-orchestrator.js'

const hourMs = 3_600_000

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one', { syncIntervalMinutes: 15 })
})

interface Window {
  startDate: Date
  endDate: Date
}

async function pass(force = false) {
  const windows: { run: Window; partition?: Window }[] = []
  const events: PassEvent[] = []
  const script = acmeScript('commit', [], async ({ startDate, endDate, partitions }: ExecutionContext) => {
    const seen: (typeof windows)[number] = { run: { startDate, endDate } }
    windows.push(seen)
    await partitions([{ key: 'a' }], async (partition) => {
      seen.partition = { startDate: partition.startDate, endDate: partition.endDate }
      return { state: { seen: true } }
    })
  })
  const result = await wireAcme(database, [script], { onEvent: (event) => events.push(event) }).run({ force })
  const warnings = events.flatMap((event) =>
    event.type === 'warned' || (event.type === 'logged' && event.level === 'WARN') ? [event.message] : [],
  )
  return { result, window: windows[0], warnings }
}

/** As a pass leaves it whose database's clock is that much ahead. */
async function moveAhead(ms: number) {
  const shift = `interval '${ms} milliseconds'`
  await database.db.$executeRawUnsafe(`UPDATE data."DataSource" SET last_sync_at = last_sync_at + ${shift}`)
  await database.db.$executeRawUnsafe(
    `UPDATE data."ImportPartition" SET watermark = watermark + ${shift}, updated_at = updated_at + ${shift}`,
  )
  await database.db.$executeRawUnsafe(`UPDATE data."DataSourceRun" SET started_at = started_at + ${shift},
    completed_at = completed_at + ${shift}, last_fetched_data_at = last_fetched_data_at + ${shift}, window_end = window_end + ${shift}
    WHERE id = (SELECT id FROM data."DataSourceRun" ORDER BY started_at DESC LIMIT 1)`)
}

async function now(): Promise<Date> {
  const [row] = await database.db.$queryRawUnsafe<{ now: Date }[]>('SELECT clock_timestamp() AS now')
  return row?.now ?? new Date(Number.NaN)
}

describe('what a pass has left under a clock that was ahead', () => {
  it.each([2 * hourMs, 400 * 24 * hourMs])('%d ms is due, told of, read again and mended', async (aheadMs) => {
    await pass()
    // A run of two days ago: that long ago, all was complete.
    await database.db.$executeRawUnsafe(`UPDATE data."DataSourceRun" SET started_at = started_at - interval '3 years',
      completed_at = completed_at - interval '3 years', last_fetched_data_at = last_fetched_data_at - interval '3 years'`)
    await pass(true)
    await moveAhead(aheadMs)
    const { result, window, warnings } = await pass()
    expect(result.runs).toMatchObject([{ status: 'COMPLETED' }])
    expect(warnings).toEqual([
      expect.stringContaining('lastSyncAt lies in the future'),
      expect.stringContaining('commit is recorded as fetched up to an instant in the future'),
      expect.stringContaining('The ledger has instants in the future for 1 partitions'),
    ])
    const real = await now()
    for (const one of [window?.run, window?.partition]) {
      expect(Number(one?.endDate)).toBeLessThanOrEqual(Number(real))
      // Also what happened while the clock was wrong, and nobody knows for how long it was.
      expect(Number(one?.startDate)).toBeLessThan(Number(real) - 24 * hourMs)
    }
    const ledger = await database.db.importPartition.findFirstOrThrow()
    const source = await database.db.dataSource.findFirstOrThrow()
    expect([ledger.watermark, source.lastSyncAt]).toEqual([result.startedAt, result.startedAt])
    const next = await pass(true)
    expect(next.warnings).toEqual([])
    expect(Number(next.window?.partition?.startDate)).toBeGreaterThan(Number(real) - hourMs)
  })

  it('is not believed by calculateDateRange either', async () => {
    await pass()
    await moveAhead(2 * hourMs)
    const { id } = await database.db.dataSource.findFirstOrThrow()
    const { startDate, endDate } = await calculateDateRange(database.db, id, 'commit', 1)
    expect(Number(endDate) - Number(startDate)).toBe(24 * hourMs)
    await expect(calculateDateRange(database.db, id, 'commit', Number.NaN)).rejects.toThrow('defaultWindowDays')
  })

  it('in an unended walk starts it over, over a window that ends now', async () => {
    await pass()
    await database.db.importPartition.updateMany({
      data: {
        status: 'INCOMPLETE',
        cursor: { page: 3 },
        windowStart: new Date(Date.now() + hourMs),
        windowEnd: new Date(Date.now() + 2 * hourMs),
      },
    })
    const { result, window } = await pass(true)
    expect(result.status).toBe('completed')
    expect(Number(window?.partition?.startDate)).toBeLessThan(Number(window?.partition?.endDate))
    expect(await database.db.importPartition.findFirst()).toMatchObject({
      windowEnd: null,
      watermark: result.startedAt,
    })
  })
})

it('an interval that is no time makes a data source due, and a huge one leaves it among those that are not', async () => {
  await pass()
  await database.db.dataSource.updateMany({ data: { syncIntervalMinutes: -5 } })
  expect((await pass()).result.runs).toHaveLength(1)
  await database.db.dataSource.updateMany({ data: { syncIntervalMinutes: 2_147_483_647 } })
  const { result } = await pass()
  expect(result).toMatchObject({ runs: [], notDue: [{ dataSource: 'one', dueAt: expect.any(Date) }] })
})

/** A lock whose database tells a time that is two hours ahead when it is asked for it, and is right when it writes. */
const aheadAtStart = (): PassLock => ({
  async acquire(options) {
    const lease = await postgresLock({ connectionString: database.url }).acquire(options)
    if (!lease) return null
    const openDatabase = () => {
      const db = lease.openDatabase()
      const $queryRawUnsafe = <Rows>(query: string, ...values: unknown[]) =>
        db.$queryRawUnsafe<Rows>(
          /^SELECT floor\(extract\(epoch FROM clock_timestamp\(\)\)/.test(query)
            ? query.replace('clock_timestamp()', "(clock_timestamp() + interval '2 hours')")
            : query,
          ...values,
        )
      return { ...db, $queryRawUnsafe }
    }
    return {
      ...{ fencingToken: lease.fencingToken, signal: lease.signal, openDatabase },
      release: () => lease.release(),
      acquireResource: (dataSourceId, resource) => lease.acquireResource(dataSourceId, resource),
    }
  },
})

it('a clock that is ahead while a pass begins leaves nothing behind that lies in the future', async () => {
  const partitions = ['walked', 'unchanged']
  const script = acmeScript('commit', [], async (context: ExecutionContext) => {
    await context.partitions(
      partitions.map((key) => ({ key })),
      async () => undefined,
      { isUnchanged: ({ key }) => key === 'unchanged' },
    )
  })
  const run = (lock: PassLock) =>
    createOrchestrator({ db: database.db, providers: [{ scripts: [script] }], lock }).run({ force: true })
  await run(postgresLock({ connectionString: database.url }))
  const result = await run(aheadAtStart())
  expect(result.status).toBe('completed')
  const until = await now()
  expect(result.startedAt.getTime()).toBeGreaterThan(until.getTime() + hourMs)
  const [source] = await database.db.dataSource.findMany()
  const ledger = await database.db.importPartition.findMany()
  const runs = await database.db.dataSourceRun.findMany()
  const instants = [
    source?.lastSyncAt,
    ...ledger.map(({ watermark }) => watermark),
    ...runs.map(({ lastFetchedDataAt }) => lastFetchedDataAt),
  ]
  expect(instants.map((instant) => instant !== null && instant !== undefined && instant <= until)).toEqual(
    Array(5).fill(true),
  )
})
