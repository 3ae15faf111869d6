import { addAcmeSource, isWholeSuite, recordFault, times, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { migrateWorkers } from '../open-queue.js'
import { passOnWorkers } from '../start-worker.fixture.js'
import { openOwnNetwork, whyNoOwnNetwork } from './network-of-its-own.fixture.js'
import { inspectPages, pagesScripts } from './pages.fixture.js'
import { startProcess } from './start-process.fixture.js'

const missing = isWholeSuite ? whyNoOwnNetwork() : 'it takes a while: npm run test:faults'

describe.skipIf(missing)(`F16: the network${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const database = useTestDatabase()
  beforeAll(() => migrateWorkers({ connectionString: database.url }))

  it('F16: a worker that is cut off from the database is replaced, and writes nothing more when it is back', async () => {
    const shape = { keys: 2, pages: 60 }
    const total = { lost: 0, doubled: 0, stuck: 0 }
    const recoveryMs: number[] = []
    const injected = times(1, 5)
    const network = openOwnNetwork(database.url)
    onTestFinished(network.remove)
    for (let count = 0; count < injected; count++) {
      await database.db.dataSource.deleteMany()
      await addAcmeSource(database, 'one')
      const task = { as: 'worker' as const, shape, pageMs: 100 }
      const far = await startProcess({ ...task, url: network.url }, network.enter)
      let begunAgainAt: number | undefined
      let cutAt: number | undefined
      const running = passOnWorkers(database, [{ scripts: pagesScripts(shape) }], {
        onEvent({ type }) {
          if (type === 'run-started' && cutAt !== undefined) begunAgainAt ??= performance.now()
        },
      })
      for (let page = 0; page < 4; page++) await far.said('page')
      network.cut()
      cutAt = performance.now()
      const near = await startProcess({ ...task, url: database.url })
      const result = await running
      recoveryMs.push((begunAgainAt ?? Number.POSITIVE_INFINITY) - cutAt)
      if (result.status !== 'completed') total.stuck++
      const rows = await database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'asc' } })
      expect(rows.map(({ status }) => status)).toEqual(['FAILED', 'COMPLETED'])
      const written = () =>
        database.db.$queryRawUnsafe('SELECT json_agg(r ORDER BY id)::text AS r FROM data."DataSourceRun" r')
      const before = JSON.stringify([await written(), await inspectPages(database.db, shape)])
      network.mend()
      // It says so when it has joined again, after it has given up what it had.
      await far.said('serving')
      if (JSON.stringify([await written(), await inspectPages(database.db, shape)]) !== before) total.doubled++
      const found = await inspectPages(database.db, shape)
      for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
      await far.kill()
      await near.kill()
    }
    await recordFault({
      ...{ fault: 'F16', title: 'worker cut off from the database (its own network)', injected },
      ...{ ...total, recoveryMs, note: 'until another continues; the server frees its lock after 8.5 s' },
    })
    expect(Math.max(...recoveryMs)).toBeLessThan(15_000)
  })
})
