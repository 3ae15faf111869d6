import { expect, it, vi } from 'vitest'
import { LockLostError, TransientError } from '../errors/import-error.js'
import { createLease, type HeldLock } from './create-lease.js'

/** A lock that is held, and whose resources are taken when the test says so. */
function heldLock(takeResource: HeldLock['takeResource']) {
  let lose: (reason: string) => void = () => undefined
  const lock = {
    schema: 'data',
    fencingToken: 1n,
    watch(listener: typeof lose) {
      lose = listener
      return () => undefined
    },
    takeResource,
    openDatabase: () => {
      throw new Error('nothing is read or written here')
    },
    releasePass: vi.fn(async () => undefined),
    close: vi.fn(async () => undefined),
  }
  return { lock, lease: createLease(lock), lose: (reason: string) => lose(reason) }
}

it('gives a resource back that was taken while the pass was being lost', async () => {
  const giveBack = vi.fn(async () => true)
  const { lease, lose } = heldLock(async () => {
    lose('the test says so')
    return giveBack
  })
  await expect(lease.acquireResource('source', 'commit')).rejects.toThrow(/was lost: the test says so/)
  expect(giveBack).toHaveBeenCalledTimes(1)
})

it('gives a resource back that was taken while the pass ended', async () => {
  const giveBack = vi.fn(async () => true)
  const { lease } = heldLock(async () => {
    await lease.release()
    return giveBack
  })
  await expect(lease.acquireResource('source', 'commit')).rejects.toThrow(LockLostError)
  expect(giveBack).toHaveBeenCalledTimes(1)
})

it('a resource that could not be taken is not the loss of the pass, and can be taken later', async () => {
  const takeResource = vi
    .fn<HeldLock['takeResource']>()
    .mockRejectedValueOnce(new TransientError('no connection left'))
    .mockResolvedValue(async () => true)
  const { lease, lock } = heldLock(takeResource)
  await expect(lease.acquireResource('source', 'commit')).rejects.toThrow('no connection left')
  expect(lease.signal.aborted).toBe(false)
  expect(lock.close).not.toHaveBeenCalled()
  expect(await lease.acquireResource('source', 'commit')).not.toBeNull()
})

it('a connection that fails within a statement is the loss of the pass', async () => {
  const { lease } = heldLock(() => Promise.reject(new Error('Connection terminated')))
  await expect(lease.acquireResource('source', 'commit')).rejects.toThrow(LockLostError)
  expect(lease.signal.aborted).toBe(true)
})
