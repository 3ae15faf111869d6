import { adminUrl, recordFault, times, useTestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LockMode } from '../locks/postgres-lock.js'
import { missingPgBouncer, type Pooler, startPgBouncer } from './pgbouncer.fixture.js'
import { startProcess } from './start-process.fixture.js'

const database = useTestDatabase()

interface Contender {
  connectionString: string
  mode: LockMode
}

async function contend(title: string, contenders: readonly Contender[], entries: number) {
  await database.db.$executeRawUnsafe('DROP TABLE IF EXISTS door')
  await database.db.$executeRawUnsafe('CREATE TABLE door AS SELECT 0 AS inside, 0 AS entries, 0 AS met')
  const startedAt = performance.now()
  const others = await Promise.all(
    contenders.map(async (lock) => {
      const other = await startProcess()
      other.begin({ task: 'contend', lock, url: database.url, entries })
      return other
    }),
  )
  const said = await Promise.all(others.map((other) => other.said('contended')))
  const elapsedMs = performance.now() - startedAt
  await Promise.all(others.map(({ exit }) => exit))
  const [door] = await database.db.$queryRawUnsafe<{ inside: number; entries: number; met: number }[]>(
    'SELECT inside, entries, met FROM door',
  )
  const all = entries * contenders.length
  const busy = said.reduce((sum, one) => sum + one.busy, 0)
  await recordFault({
    fault: 'F6',
    title,
    injected: all,
    lost: all - (door?.entries ?? 0),
    doubled: door?.met ?? all,
    stuck: door?.inside ?? all,
    recoveryMs: [],
    note: `${busy} times busy, ${(elapsedMs / all).toFixed(1)} ms an entry`,
  })
  expect(busy).toBeGreaterThan(0)
}

it.each<LockMode>(['session', 'transaction', 'lease'])(
  'F6: of three processes that contend in mode %s, never two are in',
  async (mode) => {
    const contender = { connectionString: database.url, mode }
    await contend(`3 processes contend, mode ${mode}`, [contender, contender, contender], times(20, 1_000))
  },
  900_000,
)

const missing = missingPgBouncer()
describe.skipIf(missing)(`F6 with a pooler${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let pooler: Pooler
  beforeAll(async () => {
    pooler = await startPgBouncer(adminUrl(), 'transaction', { server_idle_timeout: 1 })
  })
  afterAll(() => pooler.close())

  it('F6: of five processes, some through a pooler and in other modes, never two are in', async () => {
    const pooled = pooler.urlOf(database.url)
    const contenders: Contender[] = [
      { connectionString: database.url, mode: 'session' },
      { connectionString: pooled, mode: 'transaction' },
      { connectionString: database.url, mode: 'session' },
      { connectionString: pooled, mode: 'transaction' },
      { connectionString: pooled, mode: 'lease' },
    ]
    await contend('5 processes contend, half pooled, all modes', contenders, times(8, 200))
  }, 900_000)
})
