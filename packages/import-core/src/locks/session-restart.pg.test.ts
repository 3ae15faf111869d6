import { once } from 'node:events'
import { createClient } from '@data-import/reference-database'
import { type OwnServer, startOwnServer } from '@data-import/test-kit'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { lockKey, resourceLockName } from './lock-key.js'
import type { Lease } from './pass-lock.js'
import { postgresLock } from './postgres-lock.js'

let server: OwnServer
beforeAll(async () => {
  server = await startOwnServer()
})
afterAll(() => server.remove())

let warned: string[]
beforeEach(() => {
  warned = []
})

/** A holder whose new connections can be held back, as those of a slow machine are. */
async function acquireSlowly() {
  let letThrough = () => {}
  let gate = Promise.resolve()
  const connectionString = () => gate.then(() => server.url)
  const lease = await postgresLock({ connectionString }).acquire({
    schema: 'data',
    onWarning: (message) => warned.push(message),
  })
  if (!lease) throw new Error('the lock is taken')
  return {
    lease,
    holdBack() {
      gate = new Promise((resolve) => {
        letThrough = resolve
      })
    },
    letThrough: () => letThrough(),
  }
}

const acquire = (mode?: 'lease' | 'transaction') =>
  postgresLock({ connectionString: server.url, ...(mode ? { mode } : {}) }).acquire({ schema: 'data' })

async function lossOf(lease: Lease): Promise<string> {
  if (!lease.signal.aborted) await once(lease.signal, 'abort')
  return String(lease.signal.reason)
}

it.each(['restart', 'crash'] as const)(
  'a lock that nobody took during a %s is held on, with its resources',
  async (how) => {
    const { lease } = await acquireSlowly()
    const kept = await lease.acquireResource('source', 'commit')
    await server[how]()
    // Waits for the new session.
    const other = await lease.acquireResource('source', 'review')
    expect(other).not.toBeNull()
    expect(lease.signal.aborted).toBe(false)
    expect(warned.at(-1)).toMatch(/restarted\. .* had its lock again/)
    expect(await acquire()).toBeNull()
    const db = createClient(server.url)
    const held = await db.$queryRawUnsafe(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory'`)
    expect(held).toHaveLength(3)
    await kept?.release()
    await other?.release()
    await lease.release()
    const sessions = `SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'data-import lock%'`
    // A server process ends a moment after its client.
    await expect.poll(() => db.$queryRawUnsafe(sessions)).toEqual([])
    await db.$disconnect()
    const next = await acquire()
    expect(next?.fencingToken).toBeGreaterThan(lease.fencingToken)
    await next?.release()
  },
)

it.each([undefined, 'transaction', 'lease'] as const)(
  'a lock that another pass (mode %s) took after a restart is lost, and its next holder keeps it',
  async (mode) => {
    const { lease, holdBack, letThrough } = await acquireSlowly()
    holdBack()
    await server.restart()
    const next = await acquire(mode)
    expect(next?.fencingToken).toBeGreaterThan(lease.fencingToken)
    letThrough()
    expect(await lossOf(lease)).toMatch(/lock of the pass was lost: .*another pass has taken the lock since/)
    await expect(lease.acquireResource('source', 'commit')).rejects.toThrow(/lock of the pass was lost/)
    expect(next?.signal.aborted).toBe(false)
    await lease.release()
    await next?.release()
  },
)

it('a lock that another pass took and gave back after a restart is lost, although it is free', async () => {
  const { lease, holdBack, letThrough } = await acquireSlowly()
  holdBack()
  await server.restart()
  await (await acquire())?.release()
  letThrough()
  expect(await lossOf(lease)).toMatch(/another pass has had the lock since/)
  await lease.release()
  await (await acquire())?.release()
})

it('a resource lock that somebody else took after a restart ends the pass', async () => {
  const { lease, holdBack, letThrough } = await acquireSlowly()
  await lease.acquireResource('source', 'commit')
  holdBack()
  await server.restart()
  const db = createClient(server.url, { max: 1 })
  const key = lockKey(resourceLockName('data', 'source', 'commit'))
  await db.$queryRawUnsafe(`SELECT pg_advisory_lock(${key}) IS NULL AS locked`)
  letThrough()
  expect(await lossOf(lease)).toMatch(/lock of a resource/)
  await lease.release()
  await db.$disconnect()
})

it('a pass that is given back while the server is away leaves nothing behind', async () => {
  const { lease, holdBack, letThrough } = await acquireSlowly()
  holdBack()
  await server.restart()
  const released = lease.release()
  letThrough()
  await released
  expect(lease.signal.aborted).toBe(false)
  const next = await acquire()
  expect(next).not.toBeNull()
  await next?.release()
})
