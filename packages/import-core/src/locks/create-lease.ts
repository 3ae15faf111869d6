import type { ImportDatabase } from '../database/open-database.js'
import { ImportError, LockLostError } from '../errors/import-error.js'
import { resourceLockName } from './lock-key.js'
import type { Lease, ResourceLock } from './pass-lock.js'

/** What the modes of the lock do differently, once the pass's lock is held. */
export interface HeldLock {
  schema: string
  fencingToken: bigint
  /** Begins to watch; calls back when what was taken is no longer surely held. @returns a function that stops it. */
  watch(lose: (reason: string, cause?: unknown) => void): () => void
  /**
   * Takes the lock of a resource; null when somebody else has it.
   * @throws {ImportError} when it couldn't be taken and all else is still held; any other error is a loss.
   */
  takeResource(name: string): Promise<(() => Promise<boolean>) | null>
  /** @param signal aborted when the lease is lost */
  openDatabase(signal: AbortSignal): ImportDatabase
  /** Gives the pass's lock back, while locks of resources stay. */
  releasePass(): Promise<void>
  /** Gives back everything. Never throws. */
  close(): Promise<void>
}

/** The lease of a pass over a lock that was just taken. */
export function createLease(lock: HeldLock): Lease {
  const lost = new AbortController()
  /** Resource locks by name, with how to give them back. */
  const held = new Map<string, () => Promise<boolean>>()
  const outliving = new Set<string>()
  let isReleased = false
  let isClosed = false
  const close = async () => {
    if (isClosed) return
    isClosed = true
    stopWatching()
    await lock.close()
  }
  const lose = (reason: string, cause?: unknown) => {
    if (isClosed) return
    if (!isReleased) lost.abort(new LockLostError(`The lock of the pass was lost: ${reason}`, { cause }))
    void close()
  }
  const stopWatching = lock.watch(lose)
  const releaseResource = async (name: string) => {
    const giveBack = held.get(name)
    held.delete(name)
    outliving.delete(name)
    if (giveBack === undefined || isClosed) return
    if (isReleased && held.size === 0) return close()
    if (!(await giveBack().catch(() => false))) lose('a resource lock was no longer held when it was given back')
  }
  return {
    fencingToken: lock.fencingToken,
    signal: lost.signal,
    openDatabase: () => lock.openDatabase(lost.signal),
    async acquireResource(dataSourceId, resource): Promise<ResourceLock | null> {
      const name = resourceLockName(lock.schema, dataSourceId, resource)
      // The session would take its own lock a second time.
      if (held.has(name)) return null
      lost.signal.throwIfAborted()
      held.set(name, async () => true)
      const giveBack = await lock.takeResource(name).catch((error: unknown) => {
        held.delete(name)
        lost.signal.throwIfAborted()
        if (ImportError.isInstance(error)) throw error
        lose('its connection failed', error)
        throw lost.signal.reason ?? error
      })
      if (isReleased || isClosed) {
        held.delete(name)
        await giveBack?.().catch(() => undefined)
        throw lost.signal.reason ?? new LockLostError('The lock of the pass was given back.')
      }
      if (giveBack === null) {
        held.delete(name)
        return null
      }
      held.set(name, giveBack)
      return { release: () => releaseResource(name), outlivePass: () => void outliving.add(name) }
    },
    async release() {
      if (isReleased || isClosed) return
      isReleased = true
      const kept = [...held.keys()].filter((name) => outliving.has(name))
      if (kept.length === 0) return close()
      for (const name of held.keys()) if (!kept.includes(name)) await releaseResource(name)
      await lock.releasePass().catch(close)
    },
  }
}
