import { setTimeout as sleep } from 'node:timers/promises'
import type { ImportDatabase, ResourceLock, Runner, RunOutcome, RunRequest, WorkerLease } from '@data-import/core'
import { encodeMessage } from './messages.js'
import { offerOf, orchestratorChannel } from './names.js'
import { endOwnRun, notify, type PassState } from './statements.js'
import { watchRun } from './watch-run.js'
import type { WorkerEvent } from './worker-event.js'

/** What a worker has for its runs. */
export interface RunPlace {
  runner: Runner
  lease: WorkerLease
  database: ImportDatabase
  /** How a run and its pass stand, read in one statement for those that ask at once. */
  readState(run: RunRequest): Promise<PassState>
  /** Ends runs at their next checkpoint. */
  drainSignal: AbortSignal
  /** Aborts runs. */
  signal: AbortSignal
  emit(event: WorkerEvent): void
  /** Looks at once whether runs are to end; called when a notification says so. */
  onWord(look: () => void): () => void
}

/** A lock may still be held by a worker that was cut off, or by one whose pass is over: it lets go within seconds. */
const lockPatienceMs = 15_000
const lockWaitMs = 200

/** Runs what a job asks for, if its pass still wants it. Never throws but when the database is gone. */
export async function takeRun(request: RunRequest, isDirected: boolean, place: RunPlace): Promise<void> {
  const { runner, lease, database, readState, emit } = place
  const { schema, runId, dataSource, resource, attempt } = request
  const version = runner.providers.get(request.provider)
  // Whoever had this worker's number before may have had other providers. Its orchestrator queues the run for others.
  if (
    version === undefined ||
    offerOf(request.provider, version) !== offerOf(request.provider, request.providerVersion)
  )
    return
  const isWanted = async () => {
    const { isCurrent, isHeld, status } = await readState(request)
    return isCurrent && isHeld && status === null
  }
  const lock = await lockPatiently(request, place, isWanted)
  const channel = orchestratorChannel(schema)
  let isTaken = false
  try {
    // Whoever has the lock is the only one who can begin it.
    if (!(await isWanted())) return
    if (!isDirected) {
      const text = encodeMessage({ type: 'taken', runId, worker: lease.number })
      if (text !== undefined) await notify(database, channel, [text])
    }
    emit({ type: 'run-taken', at: new Date(), runId, dataSource, resource, attempt })
    // What is asked for next are partitions of a shared run.
    const take: WorkerLease['acquireResource'] = async (...given) => {
      if (isTaken) return lease.acquireResource(...given)
      isTaken = true
      return lock
    }
    await runUnderLock(request, take, place)
  } finally {
    // Otherwise the run gives it back, or keeps it for a script that ignores its end.
    if (!isTaken) await lock?.release()
  }
}

function encodeEnd(worker: number, { error, ...said }: RunOutcome): string | undefined {
  const told = error instanceof Error ? { error: error.name } : {}
  const { runId } = said
  return (
    encodeMessage({ type: 'ended', runId, worker, outcome: { ...said, ...told } }) ??
    encodeMessage({ type: 'ended', runId, worker })
  )
}

async function lockPatiently(
  { dataSourceId, resource }: RunRequest,
  { lease, signal }: RunPlace,
  isWanted: () => Promise<boolean>,
): Promise<ResourceLock | null> {
  const untilMs = performance.now() + lockPatienceMs
  for (;;) {
    const lock = await lease.acquireResource(dataSourceId, resource)
    if (lock || signal.aborted || performance.now() > untilMs || !(await isWanted())) return lock
    await sleep(lockWaitMs)
  }
}

async function runUnderLock(request: RunRequest, take: WorkerLease['acquireResource'], place: RunPlace): Promise<void> {
  const { runner, database, lease } = place
  const watched = watchRun(request, place)
  try {
    const outcome = await runner.run(request, { ...watched.means, lease: { ...lease, acquireResource: take } })
    place.emit({ type: 'run-finished', at: new Date(), ...outcome })
    if (outcome.status === 'CANCELLED' || outcome.status === 'FAILED') {
      const reason = watched.reason() ?? outcome.errorMessage ?? 'its worker could not end it'
      await endOwnRun(database, request.schema, request.runId, reason)
    }
    await watched.flush(encodeEnd(lease.number, outcome))
  } finally {
    watched.stop()
  }
}
