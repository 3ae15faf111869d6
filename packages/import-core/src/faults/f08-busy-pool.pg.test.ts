import { createClient } from '@data-import/reference-database'
import {
  acmeScript,
  addAcmeSource,
  isWholeSuite,
  recordFault,
  times,
  useTestDatabase,
  wireAcme,
} from '@data-import/test-kit'
import { beforeAll, it } from 'vitest'
import { postgresLock } from '../locks/postgres-lock.js'

const database = useTestDatabase()
beforeAll(async () => {
  await addAcmeSource(database, 'one')
})

const heldLocks = async () =>
  (
    await database.db.$queryRawUnsafe<unknown[]>(
      `SELECT 1 FROM pg_locks WHERE locktype = 'advisory'
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    )
  ).length

it('F8: passes on a pool that is always busy leave no lock behind', async () => {
  const db = createClient(database.url, { max: 10 })
  let isDone = false
  const queries = Array.from({ length: 24 }, async () => {
    while (!isDone) await db.$queryRawUnsafe('SELECT 1')
  })
  const orchestrator = wireAcme({ ...database, db }, [acmeScript('repository'), acmeScript('commit', ['repository'])])
  let stuck = 0
  const cycles = times(4, 200)
  for (let cycle = 0; cycle < cycles; cycle++) {
    const { status } = await orchestrator.run()
    if (status !== 'completed') stuck++
    stuck += await heldLocks()
  }
  isDone = true
  await Promise.all(queries)
  await db.$disconnect()
  await recordFault({
    fault: 'F8',
    title: 'pool always busy',
    injected: cycles,
    lost: 0,
    doubled: 0,
    stuck,
    recoveryMs: [],
  })
})

it('F9: a lock is still held after the pool has closed every idle connection', async () => {
  const lease = await postgresLock({ connectionString: database.url }).acquire({ schema: 'data' })
  const startedAt = performance.now()
  // The pool of the tests closes a connection that idles for 10 s.
  const idleMs = isWholeSuite ? 60_000 : 0
  const taken: unknown[] = []
  do {
    taken.push(await postgresLock({ connectionString: database.url }).acquire({ schema: 'data' }))
    await new Promise((resolve) => setTimeout(resolve, Math.min(idleMs, 15_000)))
  } while (performance.now() - startedAt < idleMs)
  const doubled = taken.filter((one) => one !== null).length
  const stuck = lease?.signal.aborted ? 1 : 0
  await lease?.release()
  await recordFault({
    fault: 'F9',
    title: 'idle while the pool is reaped',
    injected: 1,
    lost: 0,
    doubled,
    stuck,
    recoveryMs: [],
    note: `${idleMs / 1_000} s`,
  })
})
