import { setTimeout as sleep } from 'node:timers/promises'
import {
  ConfigurationError,
  createRunner,
  type DatabaseClient,
  holderName,
  ImportError,
  type PassLock,
  type RegisteredDb,
  type RunnerOptions,
} from '@data-import/core'
import { defaultWorkerSchema } from './names.js'
import { serveRuns } from './serve-runs.js'
import type { WorkerEvent } from './worker-event.js'

/** How a worker is wired: as its orchestrator is. */
export interface WorkerOptions<Db extends DatabaseClient = RegisteredDb> extends RunnerOptions<Db> {
  /** Made by `postgresLock` in the mode `session`, whatever mode the orchestrator has. */
  lock: PassLock
  /** The same database, reached directly: notifications don't pass a transaction pooler. */
  connectionString: string
  /** Runs at once. Default: 4. */
  concurrency?: number
  /** Schema of the queue's tables. Default: `'data_import_worker'`. */
  workerSchema?: string
  /** Called for each event, in order; not waited for, and an error it throws is ignored. */
  onEvent?: (event: WorkerEvent) => unknown
}

/** Runs scripts that orchestrators hand out. */
export interface Worker {
  /**
   * Serves until it is told to end, whatever happens to the database meanwhile.
   *
   * @param options.drainSignal takes no more runs and ends those it has at their next checkpoint; another worker continues them there
   * @param options.signal aborts the runs it has
   * @throws {ConfigurationError} when it can't even begin.
   */
  run(options?: { drainSignal?: AbortSignal; signal?: AbortSignal }): Promise<void>
}

const reconnectMs = 1_000

/**
 * A worker: runs on any machine that reaches the database and the vendors.
 *
 * @example
 * ```ts
 * import { postgresLock } from '@data-import/core'
 * import { createWorker } from '@data-import/executor-graphile-worker'
 * import * as git from '@data-import/provider-git'
 * import { PrismaPg } from '@prisma/adapter-pg'
 * import { PrismaClient } from './generated/client.js'
 *
 * const connectionString = process.env.DATABASE_URL ?? ''
 * const db = new PrismaClient({ adapter: new PrismaPg({ connectionString }) })
 * const drain = new AbortController()
 * process.once('SIGTERM', () => drain.abort())
 *
 * const worker = createWorker({ db, providers: [git], lock: postgresLock({ connectionString }), connectionString })
 * await worker.run({ drainSignal: drain.signal })
 * ```
 *
 * @throws {ConfigurationError} as `createOrchestrator` does, and for a lock that can't be held by a worker.
 */
export function createWorker<Db extends DatabaseClient = RegisteredDb>(options: WorkerOptions<Db>): Worker {
  const { lock, connectionString, concurrency = 4, schema = 'data', workerSchema = defaultWorkerSchema } = options
  if (!(Number.isInteger(concurrency) && concurrency > 0)) {
    throw new ConfigurationError(`concurrency must be a whole number from 1, not ${String(concurrency)}.`)
  }
  if (typeof lock?.join !== 'function') {
    throw new ConfigurationError("A worker needs a lock made by postgresLock in the mode 'session'.")
  }
  const join = lock.join
  const runner = createRunner(options)
  const emit = (event: WorkerEvent) => {
    try {
      Promise.resolve(options.onEvent?.(event)).catch(() => undefined)
    } catch {
      // A listener of the host must not decide over an import.
    }
  }
  return {
    async run({ drainSignal = new AbortController().signal, signal = new AbortController().signal } = {}) {
      let hasBegun = false
      while (!drainSignal.aborted && !signal.aborted) {
        try {
          const lease = await join({ schema })
          await serveRuns({
            ...{ lease, runner, schema, workerSchema, connectionString, concurrency, emit, drainSignal, signal },
            onBegin: () => {
              hasBegun = true
              emit({ type: 'worker-started', at: new Date(), number: lease.number, holder: holderName() })
            },
          })
        } catch (error) {
          const isHopeless = !hasBegun && ImportError.isInstance(error) && error.recovery !== 'retry'
          if (isHopeless) throw error
          emit({ type: 'worker-lost', at: new Date(), reason: error instanceof Error ? error.message : String(error) })
          const ended = AbortSignal.any([drainSignal, signal])
          await sleep(reconnectMs, undefined, { signal: ended }).catch(() => undefined)
        }
      }
    },
  }
}
