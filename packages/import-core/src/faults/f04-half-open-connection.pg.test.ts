import { once } from 'node:events'
import { itSideBySide, ownDatabase, recordFault, type TestDatabase, times } from '@data-import/test-kit'
import { expect } from 'vitest'
import { type LockMode, postgresLock } from '../locks/postgres-lock.js'
import { startBlackholeProxy } from './blackhole-proxy.fixture.js'

async function fallSilent(database: TestDatabase, mode: LockMode, leaseMs: number) {
  const proxy = await startBlackholeProxy(database.url)
  const direct = postgresLock({ connectionString: database.url, mode, leaseMs })
  const lease = await postgresLock({ connectionString: proxy.url, mode, leaseMs }).acquire({ schema: 'data' })
  if (!lease) throw new Error('the lock is taken')
  const lost = once(lease.signal, 'abort')
  const silentAt = performance.now()
  proxy.swallow()
  // Nobody else gets in before the holder knows.
  const tooEarly = await direct.acquire({ schema: 'data' })
  await tooEarly?.release()
  await lost
  const noticedMs = performance.now() - silentAt
  proxy.dropServerSide()
  let next = null
  while (!next) next = await direct.acquire({ schema: 'data' })
  const isHigher = next.fencingToken > lease.fencingToken
  await next.release()
  await lease.release()
  await proxy.close()
  return { noticedMs, overlaps: (tooEarly ? 1 : 0) + (isHigher ? 0 : 1) }
}

// A lease of 4 s is given up after 3.2 s: its loss is noticed within its own lifetime, which is chosen.
itSideBySide.for(['session', 'transaction', 'lease'] as const)(
  'F4: a half-open connection is noticed within 3.5 s in mode %s, and nobody gets in before',
  async (mode, context) => {
    const databases = await Promise.all(Array.from({ length: times(2, 4) }, () => ownDatabase(context)))
    const noticedMs: number[] = []
    let doubled = 0
    for (let round = 0; round < times(1, 5); round++) {
      const found = await Promise.all(databases.map((database) => fallSilent(database, mode, 4_000)))
      for (const one of found) {
        noticedMs.push(one.noticedMs)
        doubled += one.overlaps
      }
    }
    const note = mode === 'lease' ? 'loss noticed; leaseMs 4,000' : 'loss noticed'
    const title = `half-open connection, mode ${mode}`
    await recordFault({
      fault: 'F4',
      title,
      injected: noticedMs.length,
      lost: 0,
      doubled,
      stuck: 0,
      recoveryMs: noticedMs,
      note,
    })
    expect(Math.max(...noticedMs)).toBeLessThan(3_500)
  },
)
