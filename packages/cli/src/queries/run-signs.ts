import { lockKey, type RawClient, resourceLockName } from '@data-import/core'
import { selectHeldLeases, selectHeldLocks, selectRunningRuns } from '@data-import/ledger'

/** What is known about a run that says RUNNING. */
export interface RunSign {
  runId: string
  /** Nobody holds the lock of its script: its process died without ending it. */
  isDead: boolean
  /** Host name and process id of the worker that has it; null where a pass runs it in its own process. */
  worker: string | null
  /** Its last checkpoint or log entry, otherwise its start. */
  lastSignAt: Date
}

/** Finds the runs that say RUNNING, and tells by the held locks whether they are. */
export async function runSigns({ db }: { db: RawClient }, schema: string): Promise<ReadonlyMap<string, RunSign>> {
  const running = await selectRunningRuns(db, schema)
  if (running.length === 0) return new Map()
  const keys = new Map((await selectHeldLocks(db)).map(({ key, application }) => [key, application]))
  const leases = new Set((await selectHeldLeases(db, schema)).map(({ name }) => name))
  // A run that ended between the questions has released its lock as well.
  const still = new Set((await selectRunningRuns(db, schema)).map(({ id }) => id))
  return new Map(
    running
      .filter(({ id }) => still.has(id))
      .map(({ id, dataSourceId, resource, lastSignAt }) => {
        const lock = resourceLockName(schema, dataSourceId, resource)
        const sign: RunSign = {
          runId: id,
          worker: workerOf(keys.get(lockKey(lock))),
          lastSignAt: new Date(Math.round(lastSignAt * 1_000)),
          isDead: !keys.has(lockKey(lock)) && !leases.has(lock),
        }
        return [id, sign]
      }),
  )
}

const workerPrefix = 'data-import worker '

/** Who holds a lock, by what the session of a worker is called. */
export function workerOf(application: string | undefined): string | null {
  return application?.startsWith(workerPrefix) ? application.slice(workerPrefix.length) : null
}
