import { once } from 'node:events'
import { createTestDatabase, type OwnTestDatabase, type TestDatabase } from '@data-import/test-kit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LockLostError } from '../errors/import-error.js'
import { lockFence } from './fence.js'
import type { Lease, PassLock } from './pass-lock.js'

/** What a mode of the lock has of its own. */
export interface LockUnderTest {
  /** A lock as another process would have it. */
  lock(url: string): PassLock
  /** Takes the lock away from its holder. */
  takeAway(database: TestDatabase): Promise<unknown>
}

/** The conduct that every mode of the lock must have. */
export function describeLockConduct(name: string, { lock, takeAway }: LockUnderTest): void {
  describe(name, () => {
    let database: OwnTestDatabase
    beforeAll(async () => {
      database = await createTestDatabase()
    })
    // Fails when a connection was left open.
    afterAll(() => database.close())
    const tryToAcquire = () => lock(database.url).acquire({ schema: 'data' })
    async function acquire(): Promise<Lease> {
      const lease = await tryToAcquire()
      if (!lease) throw new Error('the lock is taken')
      return lease
    }

    it('lets one holder in at a time, and raises the fencing token each time', async () => {
      const first = await acquire()
      expect(await tryToAcquire()).toBeNull()
      await first.release()
      const second = await acquire()
      expect(second.fencingToken).toBeGreaterThan(first.fencingToken)
      await second.release()
    })

    it('lets one in of several that come at once', async () => {
      const leases = await Promise.all(Array.from({ length: 6 }, tryToAcquire))
      const held = leases.filter((lease) => lease !== null)
      expect(held).toHaveLength(1)
      await held[0]?.release()
    })

    it("takes a resource's lock once, and again when it was given back", async () => {
      const lease = await acquire()
      const held = await lease.acquireResource('source', 'commit')
      expect(held).not.toBeNull()
      expect(await lease.acquireResource('source', 'commit')).toBeNull()
      const other = await lease.acquireResource('source', 'review')
      expect(other).not.toBeNull()
      await held?.release()
      await held?.release()
      expect(await lease.acquireResource('source', 'commit')).not.toBeNull()
      expect(lease.signal.aborted).toBe(false)
      await lease.release()
      const next = await acquire()
      expect(await next.acquireResource('source', 'review')).not.toBeNull()
      await next.release()
    })

    it('a resource lock that is to outlive its pass keeps others from the resource, and from nothing else', async () => {
      const old = await acquire()
      const kept = await old.acquireResource('source', 'commit')
      kept?.outlivePass?.()
      await old.acquireResource('source', 'review')
      await old.release()
      const next = await acquire()
      expect(await next.acquireResource('source', 'commit')).toBeNull()
      expect(await next.acquireResource('source', 'review')).not.toBeNull()
      await kept?.release()
      expect(await next.acquireResource('source', 'commit')).not.toBeNull()
      expect(next.signal.aborted).toBe(false)
      await next.release()
    })

    it('notices that it was taken away', async () => {
      const lease = await acquire()
      const lost = once(lease.signal, 'abort')
      await takeAway(database)
      await lost
      expect(lease.signal.reason).toBeInstanceOf(LockLostError)
      await expect(lease.acquireResource('source', 'commit')).rejects.toThrow(LockLostError)
      await lease.release()
      await (await acquire()).release()
    })

    it('an older holder can write nothing once the lock was taken again', async () => {
      const old = await acquire()
      await old.release()
      const current = await acquire()
      const fence = ({ fencingToken }: Lease) =>
        database.db.$transaction((transaction) => lockFence(transaction, 'data', fencingToken))
      await expect(fence(old)).rejects.toThrow(LockLostError)
      await expect(fence(current)).resolves.toBeUndefined()
      await current.release()
    })

    it('a new holder waits for a transaction that the old one still has open', async () => {
      const old = await acquire()
      const order: string[] = []
      let taking: Promise<void> | undefined
      await database.db.$transaction(async (transaction) => {
        await lockFence(transaction, 'data', old.fencingToken)
        await old.release()
        taking = acquire().then((lease) => {
          order.push('taken')
          return lease.release()
        })
        await expect
          .poll(() =>
            database.db.$queryRawUnsafe<unknown[]>(
              `SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
            ),
          )
          .toHaveLength(1)
        order.push('committing')
      })
      await taking
      expect(order).toEqual(['committing', 'taken'])
    })
  })
}
