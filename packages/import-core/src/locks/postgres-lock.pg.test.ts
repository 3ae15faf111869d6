import { once } from 'node:events'
import { useTestDatabase } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import { LockLostError } from '../errors/import-error.js'
import { lockFence } from './fence.js'
import type { Lease } from './pass-lock.js'
import { postgresLock } from './postgres-lock.js'

const database = useTestDatabase()

const lock = () => postgresLock({ connectionString: database.url, heartbeatIntervalMs: 50 })
async function acquire(): Promise<Lease> {
  const lease = await lock().acquire({ schema: 'data' })
  if (!lease) throw new Error('the lock is taken')
  return lease
}
const lockSessions = () =>
  database.db.$queryRawUnsafe<{ pid: number }[]>(
    `SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'data-import lock'`,
  )

it('lets one holder in at a time, and raises the fencing token each time', async () => {
  const first = await acquire()
  expect(await lock().acquire({ schema: 'data' })).toBeNull()
  await expect(lock().acquire({ schema: 'other' })).rejects.toThrow(/Apply the migrations/)
  await first.release()
  const second = await acquire()
  expect(second.fencingToken).toBeGreaterThan(first.fencingToken)
  await second.release()
  expect(await lockSessions()).toEqual([])
})

it.each([undefined, 'transaction', 'lease'] as const)(
  'gives no token a second time where its row was deleted, or put back by a backup (mode %s)',
  async (mode) => {
    const take = async () => {
      const lease = await postgresLock({ connectionString: database.url, mode }).acquire({ schema: 'data' })
      await lease?.release()
      return lease?.fencingToken ?? 0n
    }
    const first = await take()
    const second = await take()
    await database.db.$executeRawUnsafe(`UPDATE data."ImportLease" SET token = ${first - 1n} WHERE name = 'v1/data'`)
    const third = await take()
    await database.db.$executeRawUnsafe(`DELETE FROM data."ImportLease" WHERE name = 'v1/data'`)
    const tokens = [first, second, third, await take()]
    expect(tokens).toEqual([...new Set(tokens)].sort((a, b) => (a < b ? -1 : 1)))
  },
)

it("takes a resource's lock once, also within its own session", async () => {
  const lease = await acquire()
  const held = await lease.acquireResource('source', 'commit')
  expect(held).not.toBeNull()
  expect(await lease.acquireResource('source', 'commit')).toBeNull()
  expect(await lease.acquireResource('source', 'review')).not.toBeNull()
  await held?.release()
  expect(await lease.acquireResource('source', 'commit')).not.toBeNull()
  expect(lease.signal.aborted).toBe(false)
  await lease.release()
})

it('notices that its session was ended', async () => {
  const lease = await acquire()
  const lost = once(lease.signal, 'abort')
  await database.db.$queryRawUnsafe(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'data-import lock'`,
  )
  await lost
  expect(lease.signal.reason).toBeInstanceOf(LockLostError)
  await lease.release()
})

it('an older holder can write nothing once the lock was taken again', async () => {
  const old = await acquire()
  await old.release()
  const current = await acquire()
  await expect(
    database.db.$transaction((transaction) => lockFence(transaction, 'data', old.fencingToken)),
  ).rejects.toThrow(LockLostError)
  await expect(
    database.db.$transaction((transaction) => lockFence(transaction, 'data', current.fencingToken)),
  ).resolves.toBeUndefined()
  await current.release()
})

it('a new holder waits for a transaction that the old one still has open', async () => {
  const old = await acquire()
  let commit = () => {}
  const mayCommit = new Promise<void>((resolve) => {
    commit = resolve
  })
  let fenced = () => {}
  const isFenced = new Promise<void>((resolve) => {
    fenced = resolve
  })
  const writing = database.db.$transaction(async (transaction) => {
    await lockFence(transaction, 'data', old.fencingToken)
    fenced()
    await mayCommit
  })
  await isFenced
  await old.release()
  const order: string[] = []
  const taking = acquire().then((lease) => {
    order.push('taken')
    return lease
  })
  await expect
    .poll(
      async () =>
        (
          await database.db.$queryRawUnsafe<unknown[]>(
            `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
          )
        ).length,
    )
    .toBe(1)
  order.push('committed')
  commit()
  await writing
  await (await taking).release()
  expect(order).toEqual(['committed', 'taken'])
})
