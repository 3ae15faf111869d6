import { setTimeout as sleep } from 'node:timers/promises'
import { createOrchestrator, postgresLock } from '@data-import/core'
import { createClient } from '@data-import/reference-database'
import { createRandom, isWholeSuite, recordFault, startOwnServer } from '@data-import/test-kit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrateWorkers } from '../open-queue.js'
import { passOnWorkers } from '../start-worker.fixture.js'
import { digestOrganizations, organizationScripts } from './organization.fixture.js'
import { type OtherProcess, startProcess } from './start-process.fixture.js'

const count = 50
const sources = 500
const minutes = 10
const killEveryMs = 5_000
/** Of each kind of a worker. */
const connections = 1
const concurrency = 2
/** What `docs/many-machines.md` says: its lock, two to listen, the queue's, those for rows, and its client's. */
const mostOfWorker = 1 + 2 + (concurrency + 1) + connections + connections

describe.skipIf(!isWholeSuite)('F16: many workers (skipped: npm run test:faults)', () => {
  it(`F16: ${count} workers that are killed at random for ${minutes} minutes import what one quiet process imports`, async () => {
    const server = await startOwnServer({ maximumConnections: 1_000 })
    onTestFinished(server.remove)
    const { url } = server
    await migrateWorkers({ connectionString: url })
    const db = createClient(url, { max: 4 })
    onTestFinished(() => db.$disconnect())
    const names = Array.from({ length: sources }, (_, index) => `source ${index}`)
    const addSources = async () => {
      await db.dataSource.deleteMany()
      await db.dataSource.createMany({
        data: names.map((name) => ({ name, organizationId: 'acme', provider: 'ACME' })),
      })
    }
    await addSources()
    const task = { as: 'worker' as const, shape: 'organization' as const, pageMs: 20, url, concurrency, connections }
    const workers: OtherProcess[] = []
    const start = async () => void workers.push(await startProcess(task))
    for (let index = 0; index < count; index++) await start()

    const providers = [{ scripts: organizationScripts(() => sleep(20)) }]
    const pass = () => passOnWorkers({ db, url }, providers, { force: true })
    const random = createRandom()
    let injected = 0
    let mostConnections = 0
    let passes = 0
    let isOver = false
    const starting: Promise<void>[] = []
    const killing = (async () => {
      while (!isOver) {
        await sleep(killEveryMs)
        const [found] = await db.$queryRawUnsafe<{ connections: number }[]>(
          `SELECT count(*)::int AS connections FROM pg_stat_activity WHERE application_name <> 'data-import' OR application_name IS NULL`,
        )
        mostConnections = Math.max(mostConnections, found?.connections ?? 0)
        const [victim] = workers.splice(Math.floor(random() * workers.length), 1)
        await victim?.kill()
        starting.push(start())
        injected++
      }
    })()
    const untilMs = performance.now() + minutes * 60_000
    const digests = new Set<string>()
    let incomplete = 0
    while (performance.now() < untilMs) {
      if ((await pass()).status !== 'completed') {
        incomplete++
        continue
      }
      passes++
      digests.add((await digestOrganizations(db)).digest)
      // Otherwise only the first pass would have something to import.
      await db.importPartition.deleteMany()
      await db.commit.deleteMany()
    }
    isOver = true
    await killing
    await Promise.all(starting)
    const last = await pass()
    const stuck = await db.dataSourceRun.count({ where: { status: 'RUNNING' } })
    const found = await digestOrganizations(db)
    digests.add(found.digest)
    await Promise.all(workers.map((worker) => worker.kill()))

    await addSources()
    const lock = postgresLock({ connectionString: url })
    const quiet = await createOrchestrator({ db, providers, lock, concurrency: 50 }).run({ force: true })
    const wanted = await digestOrganizations(db)
    expect(quiet.status).toBe('completed')
    await recordFault({
      fault: 'F16',
      title: `${count} workers, ${sources} data sources × 3 scripts, ${minutes} minutes`,
      injected,
      lost: digests.size === 1 && digests.has(wanted.digest) ? 0 : Math.max(1, wanted.rows - found.rows),
      doubled: Math.max(0, found.rows - wanted.rows),
      stuck: stuck + (last.status === 'completed' ? 0 : 1),
      recoveryMs: [],
      note: `${passes} complete passes, ${incomplete} others; at most ${mostConnections} connections`,
    })
    expect(mostConnections).toBeLessThanOrEqual(count * mostOfWorker + 30)
  })
})
