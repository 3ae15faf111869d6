import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from '@data-import/reference-database'
import { recordFault, startOwnServer, times } from '@data-import/test-kit'
import { expect, it, onTestFinished } from 'vitest'
import { migrateWorkers } from '../open-queue.js'
import { passOnWorkers } from '../start-worker.fixture.js'
import { inspectPages, pagesScripts } from './pages.fixture.js'
import { startProcess } from './start-process.fixture.js'

const shape = { keys: 2, pages: 40 }
const mostPasses = 20

it('F16: workers survive a server that restarts, and passes lose nothing', async () => {
  const server = await startOwnServer()
  onTestFinished(() => server.remove())
  const { url } = server
  await migrateWorkers({ connectionString: url })
  const db = createClient(url, { max: 4 })
  onTestFinished(() => db.$disconnect())
  const workers = await Promise.all([1, 2].map(() => startProcess({ as: 'worker', url, shape, pageMs: 40 })))
  const total = { lost: 0, doubled: 0, stuck: 0 }
  const recoveryMs: number[] = []
  const injected = times(1, 10)
  const providers = [{ scripts: pagesScripts(shape) }]
  for (let count = 0; count < injected; count++) {
    await db.dataSource.deleteMany()
    await db.dataSource.create({ data: { name: 'one', organizationId: 'acme', provider: 'ACME' } })
    const first = passOnWorkers({ db, url }, providers, { force: true }).then(
      ({ status }) => status,
      () => 'threw',
    )
    await Promise.any(workers.map((one) => one.said('page')))
    const stoppedAt = performance.now()
    await server.restart()
    let status = await first
    for (let pass = 0; status !== 'completed' && pass < mostPasses; pass++) {
      status = await passOnWorkers({ db, url }, providers, { force: true }).then(
        (result) => result.status,
        () => 'threw',
      )
      if (status !== 'completed') await sleep(200)
    }
    recoveryMs.push(performance.now() - stoppedAt)
    if (status !== 'completed') total.stuck++
    const found = await inspectPages(db, shape)
    for (const kind of ['lost', 'doubled', 'stuck'] as const) total[kind] += found[kind]
  }
  expect(recoveryMs).toHaveLength(injected)
  await recordFault({
    fault: 'F16',
    title: 'server restarts under workers',
    injected,
    ...total,
    recoveryMs,
    note: 'the whole import',
  })
})
