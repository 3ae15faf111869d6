import { addAcmeSource, createTestDatabase, type OwnTestDatabase, recordFault } from '@data-import/test-kit'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { type LockMode, postgresLock } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { inspectImport } from './inspect-import.fixture.js'
import { pagesScripts } from './pages-script.fixture.js'

const shape = { keys: 2, pages: 2, rows: 5 }
let database: OwnTestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterEach(() => {
  vi.useRealTimers()
})
afterAll(() => database.close())

const databaseTime = async () => {
  const [row] = await database.db.$queryRawUnsafe<{ now: Date }[]>('SELECT clock_timestamp() AS now')
  return row?.now.getTime() ?? Number.NaN
}

it.each<[string, number, LockMode]>([
  ['an hour ahead', 3_600_000, 'session'],
  ['an hour behind', -3_600_000, 'session'],
  ['an hour ahead', 3_600_000, 'lease'],
  ['an hour behind', -3_600_000, 'lease'],
])('F19: a machine whose clock is %s moves no watermark too far and waits for nobody', async (title, shiftMs, mode) => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one', { syncIntervalMinutes: 30 })
  const lock = postgresLock({ connectionString: database.url, mode })
  const orchestrator = createOrchestrator({ db: database.db, providers: [{ scripts: pagesScripts(shape) }], lock })
  const total = { lost: 0, doubled: 0, stuck: 0 }
  const shifts = [0, shiftMs, 0, shiftMs]
  for (const shift of shifts) {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + shift })
    const before = await databaseTime()
    const result = await orchestrator.run({ force: true })
    const after = await databaseTime()
    // Not due by the database's clock, whatever this machine's says.
    const again = await orchestrator.run()
    vi.useRealTimers()
    if (result.status !== 'completed' || again.notDue.length !== 1) total.stuck++
    const source = await database.db.dataSource.findFirstOrThrow()
    const ledger = await database.db.importPartition.findMany()
    const instants = [source.lastSyncAt, ...ledger.map(({ watermark }) => watermark)]
    for (const instant of instants) {
      const time = instant?.getTime() ?? Number.NaN
      if (!(time >= before - 1 && time <= after)) total.lost++
    }
  }
  const found = await inspectImport(database.db, shape)
  for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
  await recordFault({
    fault: 'F19',
    title: `clock ${title}, mode ${mode}`,
    injected: shifts.length,
    ...total,
    recoveryMs: [],
  })
  expect(total.lost).toBe(0)
})
