import type { PassLock } from '@data-import/core'
import type { ConformanceClient } from './conformance-client.js'

/** A client whose process can die: afterwards nothing that uses it reaches the database, and open transactions roll back. */
export interface MortalClient {
  client: ConformanceClient
  /** The lock of the process, over whose connections the pass itself reads and writes. */
  lock(lock: PassLock): PassLock
  isDead(): boolean
  /** Ends the pretended process. */
  kill(): void
}

/** What the dead are answered. */
export class ProcessDiedError extends Error {
  override readonly name = 'ProcessDiedError'

  constructor() {
    super('The conformance kit pretends that the process died here.')
  }
}

export function createMortalClient(client: ConformanceClient): MortalClient {
  let isDead = false
  const requireLife = () => {
    if (isDead) throw new ProcessDiedError()
  }
  return {
    client: wrap(client, requireLife),
    lock: (lock) => ({
      async acquire(options) {
        const lease = await lock.acquire(options)
        if (!lease) return null
        const openDatabase = () => {
          const database = lease.openDatabase()
          // The operating system closes the connections of the dead.
          return { ...wrap(database, requireLife), close: database.close }
        }
        return { ...lease, openDatabase }
      },
    }),
    isDead: () => isDead,
    kill() {
      isDead = true
    },
  }
}

type Work = (transaction: object) => Promise<unknown>

/** The client, its models and its transactions, each call of which first asks whether there is life. */
function wrap<Target extends object>(target: Target, requireLife: () => void): Target {
  return new Proxy(target, {
    get(own, name) {
      const value: unknown = Reflect.get(own, name)
      if (name === '$transaction' && typeof value === 'function') {
        return async (work: unknown, ...rest: unknown[]) => {
          requireLife()
          const inside = typeof work === 'function' ? guard(work as Work, requireLife) : work
          return value.call(own, inside, ...rest)
        }
      }
      if (typeof value === 'function') {
        return (...given: unknown[]) => {
          requireLife()
          return value.apply(own, given)
        }
      }
      const isModel = typeof value === 'object' && value !== null && typeof name === 'string' && !/^[$_]/.test(name)
      return isModel ? wrap(value, requireLife) : value
    },
  })
}

function guard(work: Work, requireLife: () => void): Work {
  return async (transaction) => {
    const result = await work(wrap(transaction, requireLife))
    // Death before the commit is death: it rolls back.
    requireLife()
    return result
  }
}
