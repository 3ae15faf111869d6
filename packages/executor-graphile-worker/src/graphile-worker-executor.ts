import type { Executor } from '@data-import/core'
import { defaultWorkerSchema } from './names.js'
import { openPassExecutor } from './pass-executor.js'

/** How an orchestrator reaches its workers. */
export interface GraphileWorkerExecutorOptions {
  /** The database of the orchestrator, reached directly: notifications don't pass a transaction pooler. */
  connectionString: string
  /** Runs that are handed out at once, where the orchestrator's `concurrency` isn't set. Default: 100. */
  concurrency?: number
  /** Schema of the queue's tables. Default: `'data_import_worker'`. */
  workerSchema?: string
  /** Milliseconds after which a run fails that no worker can run, because none has its provider in this version. Default: 60,000. */
  noWorkerMs?: number
  /**
   * Milliseconds after which a worker counts as hung whose process is there and doesn't even ask for its locks, which it does
   * each second: its session is ended, and its runs are given to others. Default: 60,000.
   */
  silentWorkerMs?: number
}

/**
 * Hands the runs of a pass to workers, through a queue in the same Postgres.
 *
 * @example
 * ```ts
 * import { createOrchestrator, postgresLock } from '@data-import/core'
 * import { graphileWorkerExecutor } from '@data-import/executor-graphile-worker'
 * import * as git from '@data-import/provider-git'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const connectionString = process.env.DATABASE_URL ?? ''
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
 * const orchestrator = createOrchestrator({
 *   db,
 *   providers: [git],
 *   lock: postgresLock({ connectionString }),
 *   executor: graphileWorkerExecutor({ connectionString }),
 * })
 * await orchestrator.run()
 * ```
 */
export function graphileWorkerExecutor(options: GraphileWorkerExecutorOptions): Executor {
  const { connectionString, concurrency = 100, workerSchema = defaultWorkerSchema } = options
  const { noWorkerMs = 60_000, silentWorkerMs = 60_000 } = options
  const settings = { connectionString, workerSchema, noWorkerMs, silentWorkerMs }
  return { concurrency, open: (pass) => openPassExecutor(settings, pass) }
}
