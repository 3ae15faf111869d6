import { addAcmeSource, recordFault, times, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { inspectImport } from './inspect-import.fixture.js'
import { pagesScripts } from './pages-script.fixture.js'
import { startProcess } from './start-process.fixture.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

const shape = { keys: 1, pages: 60, rows: 5 }
const importWith = async (more: { hangAt?: number } = {}) => {
  const other = await startProcess()
  const lock = { connectionString: database.url }
  other.begin({ task: 'import', url: database.url, shape, lock, heedsSignals: true, ...more })
  return other
}

it.each([
  ['one signal: it drains', 1, 0],
  ['two signals: it aborts', 2, 143],
] as const)('F12: %s, says so truthfully, and the next pass continues', async (title, signals, exitCode) => {
  const total = { lost: 0, doubled: 0, stuck: 0 }
  const endedMs: number[] = []
  for (let count = 0; count < times(1, 10); count++) {
    await database.db.dataSource.deleteMany()
    await addAcmeSource(database, 'one')
    // The page that hangs lets no drain through: only an abort ends it.
    const other = await importWith(signals === 2 ? { hangAt: 5 } : {})
    for (let page = 0; page < 6; page++) await other.said('page')
    const startedAt = performance.now()
    other.child.kill('SIGTERM')
    if (signals === 2) {
      // Signals of one kind that come together are one.
      await new Promise((resolve) => setTimeout(resolve, 200))
      other.child.kill('SIGTERM')
    }
    const { result } = await other.said('ended')
    expect(await other.exit).toEqual([exitCode, null])
    endedMs.push(performance.now() - startedAt)
    expect(result.status).toBe('cancelled')
    expect(result.reason).toBe(signals === 2 ? 'the pass was cancelled' : 'the pass was asked to end')
    const runs = await database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'asc' } })
    expect(runs.map(({ status }) => status)).toEqual(['COMPLETED', 'CANCELLED'])
    const ledger = await database.db.importPartition.findFirstOrThrow()
    expect(ledger).toMatchObject({ status: 'INCOMPLETE', cursor: expect.any(Number) })
    const pages: number[] = []
    const next = await wireAcme(
      database,
      pagesScripts(shape, (_, page) => pages.push(page)),
    ).run()
    if (next.status !== 'completed' || pages[0] !== ledger.cursor) total.stuck++
    const found = await inspectImport(database.db, shape)
    for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
  }
  const note = 'process ended'
  await recordFault({ fault: 'F12', title, injected: endedMs.length, ...total, recoveryMs: endedMs, note })
})
