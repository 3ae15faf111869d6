import { lockKey, passLockName, resourceLockName } from '@data-import/core'
import {
  type HeldLock,
  type LedgerDatabase,
  type RunningRun,
  selectHeldLeases,
  selectHeldLocks,
  selectRunningRuns,
} from '@data-import/ledger'
import { dateOf } from '../queries/date-of.js'
import { selectPassHolder } from '../queries/select-pass-holder.js'

/** A run that says RUNNING. */
export interface RunningRunState {
  runId: string
  dataSourceId: string
  resource: string
  startedAt: Date
  lastSignAt: Date
  /** Nobody holds the lock of its script: its process died. */
  isDead: boolean
  /** Host name and process id of the worker that has it; null where a pass runs it in its own process. */
  worker: string | null
}

/** What runs just now. */
export interface RunningState {
  /** The pass that holds the lock, and who that is; null if none runs. */
  pass: { holder: string | null; since: Date | null } | null
  runs: RunningRunState[]
}

/** What runs of these, of which most have ended: nothing is asked for those. */
export async function readRunningOf(
  db: LedgerDatabase,
  schema: string,
  runs: readonly { status: string }[],
): Promise<RunningState> {
  return runs.some(({ status }) => status === 'RUNNING') ? readRunning(db, schema) : { pass: null, runs: [] }
}

/** Reads what runs, and tells by the locks that are held whether it still does. */
export async function readRunning(db: LedgerDatabase, schema: string): Promise<RunningState> {
  const before = await selectRunningRuns(db, schema)
  const locks = await selectHeldLocks(db)
  const leases = new Set((await selectHeldLeases(db, schema)).map(({ name }) => name))
  // A run that ended between the questions has released its lock as well.
  const runs = before.length === 0 ? [] : await selectRunningRuns(db, schema)
  const byKey = new Map(locks.map((lock) => [lock.key, lock]))
  const isHeld = (name: string) => leases.has(name) || byKey.has(lockKey(name))
  const holder = await selectPassHolder(db, schema, passLockName(schema))
  return {
    pass: isHeld(passLockName(schema)) ? { holder: holder?.holder ?? null, since: dateOf(holder?.acquiredAt) } : null,
    runs: runs
      .filter(({ id }) => before.some((one) => one.id === id))
      .map((run) => runState(run, resourceLockName(schema, run.dataSourceId, run.resource), isHeld, byKey)),
  }
}

function runState(
  { id, dataSourceId, resource, startedAt, lastSignAt }: RunningRun,
  lock: string,
  isHeld: (name: string) => boolean,
  byKey: ReadonlyMap<bigint, HeldLock>,
): RunningRunState {
  return {
    runId: id,
    dataSourceId,
    resource,
    startedAt: dateOf(startedAt),
    lastSignAt: dateOf(lastSignAt),
    isDead: !isHeld(lock),
    worker: workerOf(byKey.get(lockKey(lock))?.application),
  }
}

const workerPrefix = 'data-import worker '

function workerOf(application: string | undefined): string | null {
  return application?.startsWith(workerPrefix) ? application.slice(workerPrefix.length) : null
}
