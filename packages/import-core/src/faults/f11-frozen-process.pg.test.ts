import { addAcmeSource, isWholeSuite, recordFault, times, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { postgresLock } from '../index.js'
import type { LockMode } from '../locks/postgres-lock.js'
import { createOrchestrator } from '../orchestrator/create-orchestrator.js'
import { inspectImport } from './inspect-import.fixture.js'
import { pagesScripts } from './pages-script.fixture.js'
import { startProcess } from './start-process.fixture.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

const shape = { keys: 1, pages: 200, rows: 5 }
const frozenMs = isWholeSuite ? 30_000 : 0

async function freezeInTheMiddle(mode: LockMode, leaseMs: number) {
  const other = await startProcess()
  const lock = { connectionString: database.url, mode, leaseMs }
  other.begin({ task: 'import', url: database.url, shape, lock })
  for (let page = 0; page < 5; page++) await other.said('page')
  other.child.kill('SIGSTOP')
  return { other, frozenAt: performance.now(), lock: postgresLock(lock) }
}
const sleepWhileFrozen = (since: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, frozenMs - (performance.now() - since))))

it('F11: a frozen process keeps its session lock, others are told busy, and it continues when it wakes up', async () => {
  const { other, frozenAt, lock } = await freezeInTheMiddle('session', 1_000)
  const orchestrator = createOrchestrator({ db: database.db, providers: [], lock })
  const before = await orchestrator.run()
  await sleepWhileFrozen(frozenAt)
  const after = await orchestrator.run()
  other.child.kill('SIGCONT')
  const { result } = await other.said('ended')
  // It may find that its question to the database had no answer for too long, and end: the next pass continues.
  if (result.status !== 'completed') await wireAcme(database, pagesScripts(shape)).run()
  const doubled = [before, after].filter(({ status }) => status !== 'busy').length
  const found = await inspectImport(database.db, shape)
  await recordFault({
    fault: 'F11',
    title: 'frozen process, mode session',
    injected: 1,
    ...found,
    doubled: doubled + found.doubled,
    recoveryMs: [],
    note: `frozen ${frozenMs / 1_000} s, then ${result.status}`,
  })
})

it('F11: a process that sleeps through its lease writes nothing more when it wakes up', async () => {
  const total = { lost: 0, doubled: 0, stuck: 0 }
  const recoveryMs: number[] = []
  for (let count = 0; count < times(1, 5); count++) {
    await database.db.dataSource.deleteMany()
    await addAcmeSource(database, 'one')
    const { other, frozenAt, lock } = await freezeInTheMiddle('lease', 3_000)
    const orchestrator = createOrchestrator({ db: database.db, providers: [{ scripts: pagesScripts(shape) }], lock })
    let result = await orchestrator.run()
    while (result.status === 'busy') result = await orchestrator.run()
    recoveryMs.push(performance.now() - frozenAt)
    if (result.status !== 'completed') total.stuck++
    const written = () =>
      database.db.$queryRawUnsafe<unknown[]>(
        `SELECT (SELECT json_agg(r ORDER BY id) FROM data."DataSourceRun" r) AS runs,
           (SELECT json_agg(p) FROM data."ImportPartition" p) AS partitions,
           (SELECT last_sync_at FROM data."DataSource") AS synced, (SELECT count(*)::int FROM data."ImportLog") AS logs`,
      )
    const before = JSON.stringify(await written())
    await sleepWhileFrozen(frozenAt)
    other.child.kill('SIGCONT')
    expect((await other.said('ended')).result.status).toBe('cancelled')
    if (JSON.stringify(await written()) !== before) total.doubled++
    const found = await inspectImport(database.db, shape)
    for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
  }
  const note = 'taken over and imported; leaseMs 3,000'
  await recordFault({
    fault: 'F11',
    title: 'frozen process, mode lease',
    injected: recoveryMs.length,
    ...total,
    recoveryMs,
    note,
  })
})
