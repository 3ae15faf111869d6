import type { ConnectionString } from '../database/open-connection.js'
import { ConfigurationError } from '../errors/import-error.js'
import type { HeartbeatOptions } from './heartbeat.js'
import { leaseLock } from './lease-lock.js'
import type { PassLock } from './pass-lock.js'
import { sessionLock } from './session-lock.js'
import { transactionLock } from './transaction-lock.js'

/** How the lock is kept in Postgres: see {@link PostgresLockOptions.mode}. */
export type LockMode = 'session' | 'transaction' | 'lease'

/** Options of {@link postgresLock}. The heartbeat is for the modes `session` and `transaction`. */
export interface PostgresLockOptions extends HeartbeatOptions {
  /**
   * The database of `db`: for the locks, and for what a pass itself reads and writes. In the mode `session` reached directly: not
   * through a transaction pooler. A function is asked for each connection, for passwords that expire.
   */
  connectionString: ConnectionString
  /** Connections of a pass for what it reads and writes, beside those of the lock; none is open between passes. Default: 4. */
  connections?: number
  /**
   * `session` (default): advisory locks of one connection; free a moment after a crash. `transaction`: advisory locks of open
   * transactions, for a connection through a transaction pooler; as quick, with one connection more for each script that
   * runs. `lease`: rows that run out unless renewed, for where no connection stays open; after a crash, others wait for
   * `leaseMs`. Passes in different modes keep each other out.
   */
  mode?: LockMode
  /** Milliseconds to wait for the connection. Default: 10,000. */
  connectTimeoutMs?: number
  /** Mode `lease`: milliseconds until a lock that isn't renewed is free. Default: 15,000. */
  leaseMs?: number
}

/**
 * Locks in Postgres, on connections of their own that are opened for each pass. A pool can't hold them: it closes idle
 * connections, and it unlocks on another connection than the one that locked.
 *
 * @example
 * ```ts
 * import { postgresLock } from '@data-import/core'
 *
 * const direct = postgresLock({ connectionString: process.env.DATABASE_URL ?? '' })
 * // Where a transaction pooler is all there is:
 * const pooled = postgresLock({ connectionString: process.env.POOLED_DATABASE_URL ?? '', mode: 'transaction' })
 * ```
 *
 * @throws {ConfigurationError} for an unknown mode or an impossible `leaseMs` or number of connections. From `acquire`: {@link ConfigurationError} if
 *   the database can't be used, or if the mode `session` goes through a transaction pooler; {@link TransientError} if it
 *   can't be reached.
 */
export function postgresLock(options: PostgresLockOptions): PassLock {
  const { mode = 'session', leaseMs = 15_000, connections = 4 } = options
  if (!(Number.isInteger(connections) && connections > 0)) {
    throw new ConfigurationError(`connections must be a whole number from 1, not ${String(connections)}.`)
  }
  if (!(leaseMs >= 100 && leaseMs <= 3_600_000)) {
    throw new ConfigurationError(`leaseMs must be from 100 to 3,600,000 milliseconds, not ${leaseMs}.`)
  }
  switch (mode) {
    case 'session':
      return sessionLock(options)
    case 'transaction':
      return transactionLock(options)
    case 'lease':
      return leaseLock({ ...options, leaseMs })
    default:
      throw new ConfigurationError(`The lock's mode is "session", "transaction" or "lease", not "${String(mode)}".`)
  }
}
