import { addAcmeSource, isWholeSuite, recordFault, times, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeAll, expect, it } from 'vitest'
import { inspectImport } from './inspect-import.fixture.js'
import { pagesScripts } from './pages-script.fixture.js'

const shape = { keys: 1, pages: 2, rows: 5 }
const database = useTestDatabase()
beforeAll(async () => {
  await addAcmeSource(database, 'one')
})

const count = async (query: string) => {
  const [row] = await database.db.$queryRawUnsafe<{ count: number }[]>(`SELECT count(*)::int AS count ${query}`)
  return row?.count ?? Number.NaN
}
const connections = () => count(`FROM pg_stat_activity WHERE datname = current_database()`)
const locks = () =>
  count(`FROM pg_locks WHERE locktype = 'advisory'
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`)

/** Megabytes in use after rubbish was collected, where it can be (`node --expose-gc`). */
function memoryMb(): number {
  globalThis.gc?.()
  return process.memoryUsage().heapUsed / 1e6
}

it('F18: passes one after the other leave memory, connections and locks as they were', async () => {
  const host = new AbortController()
  const orchestrator = wireAcme(database, pagesScripts(shape))
  const passes = times(60, 10_000)
  const samples: { memory: number; connections: number; locks: number }[] = []
  let stuck = 0
  const incomplete: string[] = []
  const startedAt = performance.now()
  for (let pass = 1; pass <= passes; pass++) {
    // A host that keeps one signal for its whole life.
    const { status, runs } = await orchestrator.run({ force: true, signal: host.signal })
    if (status !== 'completed') {
      stuck++
      const reasons = runs.map(({ resource, status, errorMessage }) => `${resource} ${status}: ${errorMessage}`)
      incomplete.push(`pass ${pass} ${status} (${reasons.join('; ')})`)
    }
    if (pass % (passes / 20) === 0) {
      samples.push({ memory: memoryMb(), connections: await connections(), locks: await locks() })
      // Retention is the host's: without it, the table of runs is what grows.
      await database.db.dataSourceRun.deleteMany({
        where: { status: 'COMPLETED', startedAt: { lt: new Date(Date.now() - 60_000) } },
      })
    }
  }
  const elapsedMs = performance.now() - startedAt
  // The first quarter is for caches to fill.
  const early = samples.slice(5, 10).map(({ memory }) => memory)
  const late = samples.slice(15).map(({ memory }) => memory)
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const growthMb = mean(late) - mean(early)
  const mostConnections = Math.max(...samples.map((sample) => sample.connections))
  const found = await inspectImport(database.db, shape)
  const note = `${(elapsedMs / passes).toFixed(1)} ms a pass; heap ${mean(early).toFixed(1)} → ${mean(late).toFixed(1)} MB, at most ${mostConnections} connections${incomplete.map((one) => `; ${one}`).join('')}`
  await recordFault({
    fault: 'F18',
    title: 'soak: passes in a row',
    injected: passes,
    ...found,
    stuck: stuck + found.stuck + samples.reduce((sum, sample) => sum + sample.locks, 0),
    recoveryMs: [],
    note,
  })
  expect(mostConnections).toBeLessThanOrEqual(7)
  if (isWholeSuite) expect(growthMb, note).toBeLessThan(5)
}, 3_600_000)
