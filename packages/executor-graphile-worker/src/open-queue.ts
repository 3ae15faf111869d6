import { createBatcher, quoteIdentifier, type RunRequest } from '@data-import/core'
import { type AddJobsJobSpec, Logger, makeWorkerUtils, type WorkerUtils } from 'graphile-worker'
import { createPool } from './create-pool.js'
import { encodeRequest } from './encode-request.js'
import { defaultWorkerSchema, jobKeyOf, joinKeyOf } from './names.js'
import { type QueueAddress, requireQueue } from './require-queue.js'

/** The doorbell: says that a run waits. */
export interface Queue {
  /** Queues a run, or moves it if it waits already. */
  add(task: string, request: RunRequest): Promise<void>
  /** Asks a worker to help with a run as soon as it has room. */
  addJoin(task: string, request: RunRequest, pid: number): Promise<void>
  /** Takes such a request back, unless it was heard. */
  removeJoin(runId: string, pid: number): Promise<void>
  /** Takes a run out; one that a worker has is not tried again by the queue itself. */
  remove(runId: string): Promise<void>
  /** Takes jobs out whose worker is gone. */
  forget(takenBy: readonly string[]): Promise<void>
  close(): Promise<void>
}

/** Nothing of the queue is printed: what counts is in the events of a pass. */
export const silent = new Logger(() => () => undefined)

/** @throws {ConfigurationError} where the queue's tables are missing. */
export async function openQueue({ connectionString, workerSchema }: QueueAddress): Promise<Queue> {
  await requireQueue({ connectionString, workerSchema })
  const pgPool = createPool(connectionString, 2)
  const utils = await makeWorkerUtils({ pgPool, schema: workerSchema, logger: silent }).catch(
    async (error: unknown) => {
      await pgPool.end()
      throw error
    },
  )
  const addJob = createBatcher(
    async (jobs: readonly AddJobsJobSpec[]) => {
      const add = () => utils.addJobs([...jobs])
      // Many runs must not fail with one connection; the pool may hand out a broken one a second time before it notices. Each run has
      // its key, so that it is queued once.
      await add().catch(add).catch(add)
      return jobs.map(() => undefined)
    },
    // Also where one is there twice, which one statement can't add.
    { mayRepeat: true },
  )
  const remove = (key: string) => {
    const statement = `SELECT FROM ${quoteIdentifier(workerSchema)}.remove_job($1)`
    return utils.withPgClient((client) => client.query(statement, [key]))
  }
  return {
    async addJoin(task, request, pid) {
      const jobKey = joinKeyOf(request.runId, pid)
      await utils.addJob(task, { ...encodeRequest(request), isJoin: true }, { jobKey, maxAttempts: 1, priority: 1 })
    },
    async removeJoin(runId, pid) {
      await remove(joinKeyOf(runId, pid))
    },
    async add(task, request) {
      const payload = encodeRequest(request)
      await addJob({ identifier: task, payload, jobKey: jobKeyOf(request.runId), maxAttempts: 1 })
    },
    async remove(runId) {
      await remove(jobKeyOf(runId))
    },
    forget: (takenBy) => unlockJobs(utils, takenBy),
    async close() {
      await utils.release()
      await pgPool.end()
    },
  }
}

/** A job that a dead worker has would stay locked for four hours. */
async function unlockJobs(utils: WorkerUtils, takenBy: readonly string[]): Promise<void> {
  if (takenBy.length > 0) await utils.forceUnlockWorkers([...takenBy])
  await utils.cleanup({ tasks: ['DELETE_PERMAFAILED_JOBS'] })
}

/** Takes out the jobs that a worker leaves behind. */
export async function forgetJobs(address: QueueAddress, takenBy: readonly string[]): Promise<void> {
  const queue = await openQueue(address)
  await queue.forget(takenBy).finally(queue.close)
}

/**
 * Creates the tables of the queue, or brings them up to date.
 *
 * @example
 * ```ts
 * import { migrateWorkers } from '@data-import/executor-graphile-worker'
 *
 * await migrateWorkers({ connectionString: process.env.DATABASE_URL ?? '' })
 * ```
 */
export async function migrateWorkers(options: { connectionString: string; workerSchema?: string }): Promise<void> {
  const { connectionString, workerSchema = defaultWorkerSchema } = options
  const pgPool = createPool(connectionString, 1)
  try {
    // It migrates by itself.
    const utils = await makeWorkerUtils({ pgPool, schema: workerSchema, logger: silent })
    await utils.release()
  } finally {
    await pgPool.end()
  }
}
