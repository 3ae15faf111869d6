import { acmeScript, addAcmeSource, statusesOf, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PassEvent } from '../contract/pass-event.js'
import type { DataSourceScript } from '../contract/script.js'
import { calculateDateRange } from '../runs/calculate-date-range.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
})
const addSource = (name: string, more: object = {}) => addAcmeSource(database, name, more)
const wire = (scripts: DataSourceScript[], more: Parameters<typeof wireAcme>[2] = {}) =>
  wireAcme(database, scripts, more)

describe('20 data sources with 3 scripts each', () => {
  it('run in order, side by side within the bound, and a failing one stops only its descendants', async () => {
    for (let index = 0; index < 20; index++) await addSource(`source ${String(index).padStart(2, '0')}`)
    const ended = new Set<string>()
    let running = 0
    let most = 0
    let open = () => {}
    const fourRun = new Promise<void>((resolve) => {
      open = resolve
    })
    const scripts = ['repository', 'commit', 'review'].map((resource, index, all) => {
      const upstream = all[index - 1]
      return acmeScript(resource, upstream ? [upstream] : [], async ({ dataSourceId, db }) => {
        running++
        most = Math.max(most, running)
        if (running === 4) open()
        await fourRun
        if (upstream) expect(ended).toContain(`${dataSourceId}:${upstream}`)
        const source = await db.dataSource.findUniqueOrThrow({ where: { id: dataSourceId } })
        running--
        if (resource === 'commit' && source.name === 'source 07') throw new Error('the vendor is down')
        ended.add(`${dataSourceId}:${resource}`)
      })
    })
    const result = await wire(scripts, { concurrency: 4 }).run()

    expect(most).toBe(4)
    expect(result.status).toBe('partial')
    const expected = Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => `source ${String(index).padStart(2, '0')}`).flatMap((name) => {
        const isBroken = name === 'source 07'
        return [
          [`${name}/repository`, 'COMPLETED'],
          [`${name}/commit`, isBroken ? 'FAILED' : 'COMPLETED'],
          [`${name}/review`, isBroken ? 'SKIPPED' : 'COMPLETED'],
        ]
      }),
    )
    expect(statusesOf(result)).toEqual(expected)
    const rows = await database.db.dataSourceRun.findMany({ include: { dataSource: true, logs: true } })
    expect(Object.fromEntries(rows.map((row) => [`${row.dataSource.name}/${row.scriptName}`, row.status]))).toEqual(
      expected,
    )
    expect(rows.find(({ status }) => status === 'FAILED')).toMatchObject({
      errorMessage: 'the vendor is down',
      logs: [{ level: 'ERROR', message: 'the vendor is down' }],
    })
    expect(rows.find(({ status }) => status === 'SKIPPED')?.errorMessage).toBe('commit of source 07 is FAILED')
    const unsynced = await database.db.dataSource.findMany({ where: { lastSyncAt: null } })
    expect(unsynced.map(({ name }) => name)).toEqual(['source 07'])
  })
})

it('loses no failure when scripts fail and end in the same moment', async () => {
  await addSource('one')
  const scripts = Array.from({ length: 12 }, (_, index) =>
    acmeScript(`r${index}`, [], async () => {
      if (index % 2 === 0) throw index === 0 ? undefined : index === 2 ? 'a text' : new Error('at once')
    }),
  )
  const result = await wire(scripts, { concurrency: 12 }).run()
  expect(Object.values(statusesOf(result)).filter((status) => status === 'FAILED')).toHaveLength(6)
})

it('reports an enabled data source whose provider is not registered, and runs the others', async () => {
  await addSource('known')
  await addSource('unknown', { provider: 'ELSE' })
  await addSource('disabled', { isEnabled: false })
  const result = await wire([acmeScript('repository')]).run()
  expect(statusesOf(result)).toEqual({ 'known/repository': 'COMPLETED' })
  expect(result.unregistered).toMatchObject([{ dataSource: 'unknown', provider: 'ELSE' }])
})

it('runs what is due, everything with force, and only what is chosen', async () => {
  await addSource('due', { syncIntervalMinutes: 15, lastSyncAt: new Date(Date.now() - 16 * 60_000) })
  await addSource('fresh', { syncIntervalMinutes: 60, lastSyncAt: new Date() })
  const orchestrator = wire([acmeScript('repository'), acmeScript('commit', ['repository']), acmeScript('release')])
  const result = await orchestrator.run({ resources: ['commit'] })
  expect(statusesOf(result)).toEqual({ 'due/repository': 'COMPLETED', 'due/commit': 'COMPLETED' })
  expect(result.notDue).toMatchObject([{ dataSource: 'fresh' }])
  const forced = await orchestrator.run({ force: true, dataSources: ['fresh'], resources: ['release'] })
  expect(statusesOf(forced)).toEqual({ 'fresh/release': 'COMPLETED' })
  await expect(orchestrator.run({ dataSources: ['nobody'] })).rejects.toThrow(
    /no enabled data source "nobody".*due, fresh/,
  )
})

it('lets one pass in; the other is told that it is busy', async () => {
  await addSource('one')
  let enter = () => {}
  let leave = () => {}
  const hasEntered = new Promise<void>((resolve) => {
    enter = resolve
  })
  const mayLeave = new Promise<void>((resolve) => {
    leave = resolve
  })
  const orchestrator = wire([
    acmeScript('repository', [], async () => {
      enter()
      await mayLeave
    }),
  ])
  const first = orchestrator.run()
  await hasEntered
  expect(await orchestrator.run()).toMatchObject({ status: 'busy', runs: [] })
  leave()
  expect((await first).status).toBe('completed')
  expect((await orchestrator.run()).status).toBe('completed')
})

it('continues five minutes before where the last completed run ended, by the database clock, and never in a backfill', async () => {
  const source = await addSource('one')
  const windows: [Date, Date][] = []
  const orchestrator = wire([
    acmeScript('repository', [], async ({ startDate, endDate }) => {
      windows.push([startDate, endDate])
    }),
  ])
  await orchestrator.run()
  await orchestrator.run()
  const window = { startDate: new Date('2020-01-01T00:00:00Z'), endDate: new Date('2020-02-01T00:00:00Z') }
  await orchestrator.run({ window })
  await orchestrator.run()
  const [first, second, backfill, third] = windows as [[Date, Date], [Date, Date], [Date, Date], [Date, Date]]
  expect(first[1].getTime() - first[0].getTime()).toBe(30 * 24 * 60 * 60 * 1000)
  // Never inside a second.
  const before = (end: Date) => new Date(Math.floor((end.getTime() - 5 * 60_000) / 1_000) * 1_000)
  expect(second[0]).toEqual(before(first[1]))
  expect(backfill).toEqual([window.startDate, window.endDate])
  expect(third[0]).toEqual(before(second[1]))
  const range = await calculateDateRange(database.db, source.id, 'repository', 30)
  expect(range.startDate).toEqual(third[1])
  expect((await calculateDateRange(database.db, source.id, 'never-run', 7)).endDate.getTime()).toBeGreaterThan(0)
})

it("keeps a script's own counts and never lets lastFetchedDataAt pass the window", async () => {
  await addSource('one')
  const orchestrator = wire([
    acmeScript('repository', [], async ({ db, runId }) => {
      await db.importLog.create({
        data: { dataSourceRunId: runId, level: 'INFO', message: 'Imported 50 repositories' },
      })
      await db.dataSourceRun.update({
        where: { id: runId },
        data: { recordsImported: 50, recordsFailed: 2, lastFetchedDataAt: new Date('2999-01-01') },
      })
    }),
  ])
  const result = await orchestrator.run()
  expect(result.runs).toMatchObject([{ recordsImported: 50, recordsFailed: 2 }])
  const run = await database.db.dataSourceRun.findFirstOrThrow()
  expect(run).toMatchObject({ recordsImported: 50, status: 'COMPLETED', lastFetchedDataAt: result.startedAt })
})

it('tells the host what happens, in order, without a secret, and survives a listener that throws', async () => {
  await addSource('one', { configs: { create: [{ key: 'TOKEN', value: 'canary-s3cr3t', isSecret: true }] } })
  const events: PassEvent[] = []
  const orchestrator = wire(
    [
      acmeScript('repository', [], async ({ env, log }) => {
        log.warn(`token ${env.TOKEN}`)
        throw new Error(`401 for ${env.TOKEN}`)
      }),
    ],
    {
      onEvent: (event) => {
        events.push(event)
        throw new Error('listener')
      },
    },
  )
  const result = await orchestrator.run()
  expect(events.map(({ type }) => type)).toEqual([
    'pass-started',
    'run-started',
    'logged',
    'logged',
    'run-finished',
    'pass-finished',
  ])
  const rows = await database.db.dataSourceRun.findMany({ include: { logs: true } })
  const everything = JSON.stringify([events, result, rows], (_, value) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  expect(everything).toContain('401 for ***')
  expect(everything).not.toContain('canary')
})

it("keeps a script's own earlier lastFetchedDataAt: what it did not fetch is fetched next time", async () => {
  await addSource('one')
  const fetched = new Date('2024-01-01T00:00:00Z')
  const starts: Date[] = []
  const orchestrator = wire([
    {
      ...acmeScript('repository', [], async ({ db, runId, startDate }) => {
        starts.push(startDate)
        await db.dataSourceRun.update({ where: { id: runId }, data: { lastFetchedDataAt: fetched } })
      }),
      overlapMinutes: 0,
    },
  ])
  await orchestrator.run()
  await orchestrator.run()
  expect(starts[1]).toEqual(fetched)
})
