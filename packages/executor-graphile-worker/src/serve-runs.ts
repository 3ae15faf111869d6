import { EventEmitter, once } from 'node:events'
import {
  createBatcher,
  holderName,
  PassStoppedError,
  type Runner,
  type RunRequest,
  type WorkerLease,
} from '@data-import/core'
import { run as runQueue, type TaskList, type WorkerEvents } from 'graphile-worker'
import { createPool } from './create-pool.js'
import { decodeRequest, isJoin } from './encode-request.js'
import { joinSharedRun } from './join-shared-run.js'
import { type Listener, listen } from './listen.js'
import { decodeMessage, type OrchestratorMessage } from './messages.js'
import { offerOf, taskOf, taskOfWorker, workerChannel } from './names.js'
import { forgetJobs, silent } from './open-queue.js'
import { requireQueue } from './require-queue.js'
import { readPassStates, registerWorker } from './statements.js'
import { takeRun } from './take-run.js'
import type { WorkerEvent } from './worker-event.js'

/** One time that a worker is up: from getting its lock to its end, or to the loss of the database. */
export interface Serving {
  lease: WorkerLease
  runner: Runner
  schema: string
  workerSchema: string
  connectionString: string
  concurrency: number
  drainSignal: AbortSignal
  signal: AbortSignal
  emit(event: WorkerEvent): void
  onBegin(): void
}

/** How long ends of jobs are gathered for one statement. The outcome of a run doesn't wait for it. */
const completeMs = 5

/** How often a worker looks for runs unasked: a notification may get lost. */
const pollMs = 5_000

/** Takes runs from the queue until it is told to end. @throws when the database is lost. */
export async function serveRuns(serving: Serving): Promise<void> {
  const { lease, runner, schema, workerSchema, connectionString, concurrency, emit } = serving
  const drainSignal = saying(serving.drainSignal, 'its worker was asked to end')
  const signal = saying(serving.signal, 'its worker was stopped')
  const database = lease.openDatabase()
  const readStates = (runs: readonly RunRequest[]) => readPassStates(database, schema, runs)
  // Many runs must not be left to others for one broken connection.
  const readState = createBatcher((runs: readonly RunRequest[]) => readStates(runs).catch(() => readStates(runs)))
  const looks = new Set<() => void>()
  const running = new Set<Promise<void>>()
  const takers = new Set<string>()
  const events: WorkerEvents = new EventEmitter()
  events.on('pool:create', ({ workerPool }) => takers.add(workerPool.id))
  const offers = [...runner.providers].map(([provider, version]) => offerOf(provider, version))
  const register = (now: readonly string[]) =>
    registerWorker(database, schema, { number: lease.number, holder: holderName(), offers: now, takers: [...takers] })

  const take = (isDirected: boolean) => async (payload: unknown) => {
    const request = decodeRequest(payload)
    if (!request || drainSignal.aborted || signal.aborted) return
    const place = {
      ...{ runner, lease, database, readState, drainSignal, signal, emit },
      onWord(look: () => void) {
        looks.add(look)
        return () => looks.delete(look)
      },
    }
    // What can't be told is seen by the orchestrator in the tables.
    const work = (isJoin(payload) ? joinSharedRun(request, place) : takeRun(request, isDirected, place)).catch(
      () => undefined,
    )
    running.add(work)
    await work.finally(() => running.delete(work))
  }
  const taskList: TaskList = {
    ...Object.fromEntries(offers.map((offer) => [taskOf(schema, offer), take(false)])),
    [taskOfWorker(schema, lease.number)]: take(true),
  }
  const hear = (text: string | undefined) => {
    const message = decodeMessage<OrchestratorMessage>(text)
    if (message?.type === 'stop') for (const look of looks) look()
    if (message?.type === 'needs') sayWhatIsLeft(message.offers, offers, emit)
  }
  const pgPool = createPool(connectionString, Math.min(concurrency, 3) + 1)
  let listener: Listener | undefined
  let queue: Awaited<ReturnType<typeof runQueue>> | undefined
  try {
    await requireQueue({ connectionString, workerSchema })
    listener = await listen(connectionString, workerChannel(schema), hear)
    queue = await runQueue({
      ...{ pgPool, taskList, schema: workerSchema, logger: silent, concurrency, events },
      noHandleSignals: true,
      // Without these it neither waits for the ends of its last jobs, nor hears of an error of them.
      preset: { worker: { completeJobBatchDelay: completeMs, failJobBatchDelay: 0, pollInterval: pollMs } },
      parsedCronItems: [],
    })
    await register(offers)
    serving.onBegin()
    await Promise.race([aborted(drainSignal), aborted(signal), aborted(lease.signal), queue.promise])
    if (lease.signal.aborted) throw lease.signal.reason
    emit({ type: 'worker-stopping', at: new Date(), running: running.size })
    // Runs that are queued for this worker are for others now.
    await register([])
  } finally {
    const stopping = queue?.stop().catch(() => undefined)
    await Promise.all(running)
    await stopping
    await pgPool.end()
    // A job that was fetched while the queue shut down would stay locked for four hours.
    await forgetJobs({ connectionString, workerSchema }, [...takers]).catch(() => undefined)
    await listener?.close()
    await database.close()
    await lease.release()
  }
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}

/** The same signal, with a reason for the rows of runs. */
function saying(signal: AbortSignal, reason: string): AbortSignal {
  const said = new AbortController()
  const abort = () => said.abort(new PassStoppedError(reason))
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return said.signal
}

function sayWhatIsLeft(
  wanted: readonly unknown[],
  offers: readonly string[],
  emit: (event: WorkerEvent) => void,
): void {
  for (const offer of wanted) {
    if (typeof offer !== 'string' || offers.includes(offer)) continue
    const provider = offer.split('@')[0] ?? offer
    const isOther = offers.some((one) => one.startsWith(`${provider}@`))
    const why = isOther ? 'it is wanted in another version than this worker has' : "this worker doesn't have it"
    emit({ type: 'left-to-others', at: new Date(), provider, message: `${provider} is left to other workers: ${why}.` })
  }
}
