import type { ImportDatabase } from '../database/open-database.js'

/** Lets one pass at a time into a database. Made by `postgresLock`. */
export interface PassLock {
  /**
   * Takes the lock of all passes over this schema.
   * @param options.onWarning called when the lock went through something that somebody should look at, and is held nevertheless
   * @returns null when another pass holds it, in this process or another.
   */
  acquire(options: { schema: string; onWarning?(message: string): void }): Promise<Lease | null>
  /**
   * For a worker: takes no lock of a pass, and can take those of resources. Absent where the lock can't do it.
   * @throws {ConfigurationError} as `acquire` does.
   */
  join?(options: { schema: string }): Promise<WorkerLease>
}

/** A held lock that can be lost. */
export interface Lease {
  /** Rises with each lease; stored with every bookkeeping write. */
  readonly fencingToken: bigint
  /** Aborted with a `LockLostError` when the lock is no longer surely held. */
  readonly signal: AbortSignal
  /**
   * Takes a resource's lock; null when somebody else has it.
   * @throws {LockLostError} when the pass's lock is lost. @throws {TransientError} when only this one couldn't be taken.
   */
  acquireResource(dataSourceId: string, resource: string): Promise<ResourceLock | null>
  /** The database over connections of the import's own, which its statements run on. Opens none until it is used. */
  openDatabase(): ImportDatabase
  /** Gives everything back, but for resource locks that were told to outlive the pass. Never throws. */
  release(): Promise<void>
}

/** What a worker holds as long as it lives. It has no fencing token of its own (0): writes are fenced by that of the pass. */
export interface WorkerLease extends Lease {
  /** Which worker of the schema this is: the lowest number that was free. */
  readonly number: number
}

/** A held lock of one resource. */
export interface ResourceLock {
  /** Never throws; a lock that can't be released is lost with its session. */
  release(): Promise<void>
  /**
   * For a script that ignores its timeout: the lock stays held after the lease was released, until it is released itself
   * or the process ends. It doesn't keep the process alive.
   */
  outlivePass?(): void
}
