import { once } from 'node:events'
import { addAcmeSource, recordFault, times, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { inspectImport } from './inspect-import.fixture.js'
import { pagesScripts } from './pages-script.fixture.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

const shape = { keys: 1, pages: 4, rows: 5 }

it('F3: a pass whose lock session was ended stops at once, starts nothing more, and the next one continues', async () => {
  const noticedMs: number[] = []
  let stuck = 0
  const total = { lost: 0, doubled: 0 }
  for (let count = 0; count < times(5, 50); count++) {
    await database.db.dataSource.deleteMany()
    await addAcmeSource(database, 'one')
    let started = 0
    const scripts = pagesScripts(shape, async (_, page, signal) => {
      if (page !== 2) return
      const aborted = once(signal, 'abort')
      const endedAt = performance.now()
      await database.db.$queryRawUnsafe(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'data-import lock'`,
      )
      await aborted
      noticedMs.push(performance.now() - endedAt)
      signal.throwIfAborted()
    })
    const after = scripts.map(({ resource }) => resource)
    const last = { ...scripts[0], resource: 'last', dependsOn: [after[1] ?? ''], run: async () => void started++ }
    const result = await wireAcme(database, [...scripts, last as (typeof scripts)[number]]).run()
    expect(result).toMatchObject({ status: 'cancelled', reason: expect.stringMatching(/lock of the pass was lost/) })
    expect(result.runs.map(({ status }) => status)).toEqual(['COMPLETED', 'CANCELLED', 'CANCELLED'])
    stuck += started + (await database.db.dataSourceRun.count({ where: { status: 'RUNNING' } }))
    const next = await wireAcme(database, pagesScripts(shape)).run()
    if (next.status !== 'completed') stuck++
    const found = await inspectImport(database.db, shape)
    total.lost += found.lost
    total.doubled += found.doubled
    stuck += found.stuck
  }
  const note = 'script’s signal aborted'
  await recordFault({
    fault: 'F3',
    title: 'lock session ended',
    injected: noticedMs.length,
    ...total,
    stuck,
    recoveryMs: noticedMs,
    note,
  })
  expect(Math.max(...noticedMs)).toBeLessThan(times(1_000, 100))
})
