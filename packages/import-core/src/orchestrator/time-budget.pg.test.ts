import { once } from 'node:events'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { createGate } from './gate.fixture.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

const run = (script: (context: ExecutionContext) => Promise<void>, timeBudgetMs: number) =>
  wireAcme(database, [acmeScript('commit', [], script), acmeScript('release', ['commit'])]).run({ timeBudgetMs })

describe('a script that sees that no time is left, and returns,', () => {
  const untilOver = async ({ timeLeftMs }: ExecutionContext) => {
    while (timeLeftMs() > 0) await new Promise((resolve) => setTimeout(resolve, 20))
  }
  const commitSyncedAt = async () => (await database.db.dataSource.findFirstOrThrow()).lastSyncAt

  it('is not complete where it has no partitions, and runs again', async () => {
    const script = async (context: ExecutionContext) => {
      for (let page = 0; page < 3; page++) if (context.timeLeftMs() === 0) return
      await untilOver(context)
    }
    const result = await run(script, 500)
    expect(result.status).toBe('cancelled')
    expect(result.runs[0]).toMatchObject({
      status: 'CANCELLED',
      errorMessage: expect.stringMatching(/time budget of 500 ms was used up: the script saw that no time was left/),
    })
    expect(await commitSyncedAt()).toBeNull()
    const [stored] = await database.db.dataSourceRun.findMany({ where: { scriptName: 'commit' } })
    expect(stored).toMatchObject({ status: 'CANCELLED', lastFetchedDataAt: null })
  })

  it('leaves the walk that returned INCOMPLETE at its last checkpoint, and what was complete before stays so', async () => {
    const cursors: unknown[] = []
    const script = async (context: ExecutionContext) => {
      await context.partitions(
        [{ key: 'a' }, { key: 'b' }],
        async ({ key, cursor, checkpoint }) => {
          cursors.push([key, cursor])
          if (key === 'a' || cursors.length > 2) return
          await checkpoint({ rows: [], cursor: 1 })
          await untilOver(context)
        },
        { concurrency: 1 },
      )
    }
    expect((await run(script, 500)).runs[0]).toMatchObject({
      status: 'CANCELLED',
      partitions: { complete: 1, incomplete: 1 },
    })
    const ledger = () => database.db.importPartition.findMany({ orderBy: { key: 'asc' } })
    expect(await ledger()).toMatchObject([
      { key: 'a', status: 'COMPLETE' },
      { key: 'b', status: 'INCOMPLETE', watermark: null },
    ])
    expect((await run(script, 60_000)).status).toBe('completed')
    expect(cursors.slice(-3)).toEqual([
      ['a', null],
      ['b', 1],
      ['b', null],
    ])
    expect((await ledger()).map(({ status }) => status)).toEqual(['COMPLETE', 'COMPLETE'])
  })

  it('is complete where it never asked, although the budget was over when it returned', async () => {
    const result = await run(() => new Promise((resolve) => setTimeout(resolve, 700)), 500)
    expect(result.runs[0]).toMatchObject({ status: 'COMPLETED' })
  })
})

it('an infinite budget and an infinite timeout are none', async () => {
  const result = await wireAcme(
    database,
    [
      acmeScript('commit', [], async ({ timeLeftMs, signal }) => {
        expect(timeLeftMs()).toBe(Number.POSITIVE_INFINITY)
        await new Promise((resolve) => setTimeout(resolve, 20))
        signal.throwIfAborted()
      }),
    ],
    { scriptTimeoutMs: Number.POSITIVE_INFINITY },
  ).run({ timeBudgetMs: Number.POSITIVE_INFINITY })
  expect(result.status).toBe('completed')
})

it('a script has six hours where nobody says otherwise', async () => {
  let left = 0
  await wireAcme(database, [
    acmeScript('commit', [], async ({ timeLeftMs }) => {
      left = timeLeftMs()
    }),
  ]).run()
  expect(left / 3_600_000).toBeCloseTo(6, 1)
})

it.each([Number.NaN, -1])('a budget of %d means nothing and is refused', async (timeBudgetMs) => {
  await expect(wireAcme(database, [acmeScript('commit')]).run({ timeBudgetMs })).rejects.toThrow('timeBudgetMs must be')
})

it('a pass that finds another one running says whose it is and since when', async () => {
  const [before] = await database.db.$queryRawUnsafe<{ now: Date }[]>('SELECT clock_timestamp() AS now')
  const gate = createGate()
  const begun = new AbortController()
  const isBegun = once(begun.signal, 'abort')
  const first = run(async () => {
    begun.abort()
    await gate.opened
  }, 60_000)
  await isBegun
  const busy = await wireAcme(database, [acmeScript('commit')]).run()
  expect(busy).toMatchObject({ status: 'busy', holder: expect.stringContaining(String(process.pid)) })
  expect(Number(busy.since)).toBeGreaterThanOrEqual(Number(before?.now) - 1)
  expect(Number(busy.startedAt)).toBeGreaterThanOrEqual(Number(busy.since))
  await database.db.importLease.deleteMany()
  const unknown = await wireAcme(database, [acmeScript('commit')]).run()
  expect(unknown).toMatchObject({ status: 'busy', holder: null, since: null })
  gate.open()
  await first
})
