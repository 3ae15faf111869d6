import {
  createOrchestrator,
  type DatabaseClient,
  type PassEvent,
  type Provider,
  postgresLock,
  type RunOptions,
} from '@data-import/core'
import { onTestFinished } from 'vitest'
import { createWorker, type WorkerOptions } from './create-worker.js'
import { type GraphileWorkerExecutorOptions, graphileWorkerExecutor } from './graphile-worker-executor.js'
import type { WorkerEvent } from './worker-event.js'

interface Database {
  db: DatabaseClient
  url: string
}

/** A worker of this process. */
export interface StartedWorker {
  events: WorkerEvent[]
  /** Waits for an event of this kind. */
  said(type: WorkerEvent['type']): Promise<WorkerEvent>
  drain(): void
  abort(): void
  ended: Promise<void>
}

/** Starts a worker and waits until it can take runs. */
export async function startWorker(
  { db, url }: Database,
  providers: readonly Provider<never>[],
  options: Partial<WorkerOptions<DatabaseClient>> = {},
): Promise<StartedWorker> {
  const drain = new AbortController()
  const abort = new AbortController()
  const events: WorkerEvent[] = []
  const listeners = new Set<() => void>()
  const worker = createWorker<DatabaseClient>({
    db,
    providers: providers as readonly Provider<DatabaseClient>[],
    lock: postgresLock({ connectionString: url }),
    connectionString: url,
    onEvent(event) {
      events.push(event)
      for (const listener of listeners) listener()
    },
    ...options,
  })
  const ended = worker.run({ drainSignal: drain.signal, signal: abort.signal })
  onTestFinished(async () => {
    drain.abort()
    abort.abort()
    await ended.catch(() => undefined)
  })
  const said = (type: WorkerEvent['type']) =>
    new Promise<WorkerEvent>((resolve, reject) => {
      const look = () => {
        const found = events.find((event) => event.type === type)
        if (found) resolve(found)
      }
      listeners.add(look)
      look()
      ended.then(() => reject(new Error(`The worker ended and never said ${type}.`)), reject)
    })
  await said('worker-started')
  return { events, said, drain: () => drain.abort(), abort: () => abort.abort(), ended }
}

/** Runs a pass whose scripts run on workers. */
export function passOnWorkers(
  { db, url }: Database,
  providers: readonly Provider<never>[],
  {
    onEvent = () => undefined,
    executor = {},
    minimumLookMs,
    ...options
  }: RunOptions & {
    onEvent?(event: PassEvent): unknown
    executor?: Partial<GraphileWorkerExecutorOptions>
    minimumLookMs?: number
  } = {},
) {
  return createOrchestrator<DatabaseClient>({
    db,
    providers: providers as readonly Provider<DatabaseClient>[],
    lock: postgresLock({ connectionString: url }),
    executor: graphileWorkerExecutor({ connectionString: url, ...executor }),
    onEvent,
    ...(minimumLookMs === undefined ? {} : { minimumLookMs }),
  }).run(options)
}
