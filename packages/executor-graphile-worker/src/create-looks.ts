import type { ExecutorPass, RunAnswer, RunOutcome, RunRequest } from '@data-import/core'
import { askForHelp } from './ask-for-help.js'
import type { createLanes } from './create-lanes.js'
import { judgeSight } from './judge-sight.js'
import type { Queue } from './open-queue.js'
import type { PassExecutorSettings } from './pass-executor.js'
import { endSession, type KnownWorker, liveWorkers, lookAtRuns, type SeenRun } from './statements.js'
import { identityOf, type Ticket } from './ticket.js'
import { whyNoWorker } from './why-no-worker.js'

const intervalMs = 1_000

interface Looked {
  pass: ExecutorPass
  settings: PassExecutorSettings
  queue: Queue
  lanes: ReturnType<typeof createLanes<Ticket>>
  tickets: ReadonlyMap<string, Ticket>
}

/**
 * Looks each second at the runs that were handed out. The tables and the locks are the truth: messages that get lost, a queue
 * that was emptied, and workers that died all show there.
 */
export function createLooks({ pass, settings, queue, lanes, tickets }: Looked) {
  const { db, schema } = pass
  const dead = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> | undefined
  let isStopped = false

  async function look(): Promise<void> {
    const open = [...tickets.values()].filter((ticket) => lanes.isQueued(ticket))
    if (open.length === 0) return
    const seen = await lookAtRuns(
      db,
      schema,
      settings.workerSchema,
      open.map(({ request }) => request),
    )
    const needsWorkers =
      open.some(({ request }) => request.isShared) ||
      seen.some(({ status }) => status === null) ||
      open.some((one) => lanes.workerOf(one) === undefined)
    const workers = needsWorkers ? await liveWorkers(db, schema) : []
    await Promise.all(
      seen.map(async (one) => {
        const ticket = tickets.get(one.runId)
        if (ticket && !ticket.isEnding) await follow(ticket, one, workers)
      }),
    )
  }

  async function follow(ticket: Ticket, seen: SeenRun, workers: readonly KnownWorker[]): Promise<void> {
    const isTakerUp = seen.takenBy !== null && workers.some(({ takers }) => takers.includes(seen.takenBy ?? ''))
    const limits = { ...settings, scriptTimeoutMs: ticket.request.scriptTimeoutMs }
    const judged = judgeSight(seen, ticket.sightings, limits, isTakerUp)
    const holder = workers.find(({ pid }) => pid === seen.pid)
    if (holder && lanes.workerOf(ticket) === undefined) lanes.taken(ticket, holder.number)
    if (judged.is !== 'waiting') delete ticket.unofferedSinceMs
    if (judged.is === 'well' && holder && seen.status === 'RUNNING' && ticket.request.isShared) {
      await askForHelp({ db, schema, queue, silentWorkerMs: settings.silentWorkerMs }, ticket, holder.number, workers)
    }
    switch (judged.is) {
      case 'ended':
        return ticket.answer(answerOf(ticket.request, seen))
      case 'lost':
        if (seen.takenBy !== null) dead.add(seen.takenBy)
        return end(
          ticket,
          seen,
          'lost',
          'its worker ended without finishing it; the next attempt continues at its last checkpoint.',
        )
      case 'overdue':
        return end(ticket, seen, undefined, 'its worker did not end it when its time was over.')
      case 'silent':
        await endSession(db, judged.pid)
        return
      case 'missing':
        if (seen.takenBy !== null) dead.add(seen.takenBy)
        ticket.sightings.unheld = 0
        lanes.left(ticket)
        return lanes.add(ticket)
      case 'waiting':
        return wait(ticket, seen, workers)
      default:
    }
  }

  async function wait(ticket: Ticket, seen: SeenRun, workers: readonly KnownWorker[]): Promise<void> {
    const { queuedFor } = ticket
    const isThere = ({ number, offers }: KnownWorker) => number === queuedFor && offers.includes(ticket.offer)
    if (queuedFor !== undefined && !workers.some(isThere)) {
      if (lanes.workerOf(ticket) === queuedFor) lanes.left(ticket)
      lanes.add(ticket)
    }
    if (workers.some(({ offers }) => offers.includes(ticket.offer))) {
      delete ticket.unofferedSinceMs
      return
    }
    ticket.unofferedSinceMs ??= performance.now()
    if (performance.now() - ticket.unofferedSinceMs < settings.noWorkerMs) return
    return end(ticket, seen, undefined, whyNoWorker(ticket.request, ticket.offer, workers))
  }

  /** Ends a run for its worker, which may still be writing: that is waited for, and nothing else waits meanwhile. */
  async function end(ticket: Ticket, seen: SeenRun, again: 'lost' | undefined, errorMessage: string): Promise<void> {
    ticket.isEnding = true
    pass
      .endRun(ticket.request, { status: 'FAILED', errorMessage }, 'any')
      .then(async (isEnded) => {
        // Then it has just ended by itself, and the next look sees how.
        if (!isEnded) {
          ticket.isEnding = false
          return
        }
        await ticket.queueing
        await queue.remove(ticket.runId)
        lanes.left(ticket)
        ticket.answer(
          again
            ? { again, reason: errorMessage }
            : { outcome: outcomeOf(ticket.request, { ...seen, status: 'FAILED', errorMessage }) },
        )
      })
      .catch(() => {
        ticket.isEnding = false
      })
  }

  function answerOf(request: RunRequest, seen: SeenRun): RunAnswer {
    const isStopping = pass.signal.aborted || pass.drainSignal.aborted
    if (seen.status === 'CANCELLED' && !isStopping) return { again: 'handed back', reason: seen.errorMessage ?? '' }
    return { outcome: outcomeOf(request, seen) }
  }

  function outcomeOf(request: RunRequest, seen: SeenRun): RunOutcome {
    return {
      ...identityOf(request),
      // What a finished row says.
      status: seen.status as RunOutcome['status'],
      recordsImported: seen.recordsImported ?? 0,
      recordsFailed: seen.recordsFailed ?? 0,
      durationMs: seen.durationMs ?? 0,
      ...(seen.errorMessage === null ? {} : { errorMessage: seen.errorMessage }),
    }
  }

  function lookOnce(): Promise<void> {
    looking ??= look()
      // A database that doesn't answer is asked again.
      .catch(() => undefined)
      .finally(() => {
        looking = undefined
      })
    return looking
  }

  function schedule(): void {
    timer ??= setTimeout(async () => {
      await lookOnce()
      timer = undefined
      if (!isStopped && tickets.size > 0) schedule()
    }, intervalMs)
  }

  return {
    /** From now on until nothing is handed out. */
    start: schedule,
    soon: () => void lookOnce(),
    async stop(): Promise<void> {
      isStopped = true
      clearTimeout(timer)
      await looking
      await queue.forget([...dead]).catch(() => undefined)
    },
  }
}
