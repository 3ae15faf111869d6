import { lockKey, type RawClient, resourceLockName } from '@data-import/core'
import { withConnection } from '../database/connect.js'
import { heldLeases } from './held-leases.js'
import { heldLocks } from './held-locks.js'

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
export async function runSigns(
  { db, connectionString }: { db: RawClient; connectionString: string },
  schema: string,
): Promise<ReadonlyMap<string, RunSign>> {
  const running = await runningRuns(db)
  if (running.length === 0) return new Map()
  const { keys, leases } = await withConnection(connectionString, async (client) => ({
    keys: new Map((await heldLocks(client)).map(({ key, application }) => [key, application])),
    leases: new Set((await heldLeases(client, schema)).map(({ name }) => name)),
  }))
  // A run that ended between the two queries has released its lock as well.
  const still = new Set((await runningRuns(db)).map(({ runId }) => runId))
  return new Map(
    running
      .filter(({ runId }) => still.has(runId))
      .map(({ runId, dataSourceId, resource, lastSignAt }) => {
        const lock = resourceLockName(schema, dataSourceId, resource)
        const worker = workerOf(keys.get(lockKey(lock)))
        return [runId, { runId, worker, lastSignAt, isDead: !keys.has(lockKey(lock)) && !leases.has(lock) }]
      }),
  )
}

const workerPrefix = 'data-import worker '

/** Who holds a lock, by what the session of a worker is called. */
export function workerOf(application: string | undefined): string | null {
  return application?.startsWith(workerPrefix) ? application.slice(workerPrefix.length) : null
}

async function runningRuns(db: RawClient) {
  return db.$queryRawUnsafe<{ runId: string; dataSourceId: string; resource: string; lastSignAt: Date }[]>(
    `SELECT run.id AS "runId", run.data_source_id AS "dataSourceId", coalesce(run.script_name, '') AS resource,
       greatest(run.started_at,
         (SELECT max(updated_at) FROM "data"."ImportPartition" WHERE last_run_id = run.id
           AND data_source_id = run.data_source_id AND script_name = run.script_name),
         (SELECT max(created_at) FROM "data"."ImportLog" WHERE data_source_run_id = run.id)) AS "lastSignAt"
     FROM "data"."DataSourceRun" AS run WHERE run.status = 'RUNNING'`,
  )
}
