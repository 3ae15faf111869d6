import type { ExecutorPass, PassExecutor, RunAnswer, RunOutcome, RunRequest } from '@data-import/core'
import { createLanes } from './create-lanes.js'
import { createLooks } from './create-looks.js'
import { listen } from './listen.js'
import { decodeMessage, encodeMessage, type Stop, type WorkerMessage } from './messages.js'
import { offerOf, orchestratorChannel, taskOf, taskOfWorker, workerChannel } from './names.js'
import { openQueue } from './open-queue.js'
import type { QueueAddress } from './require-queue.js'
import { forgetShares, notify, recordStop } from './statements.js'
import { createTicket, identityOf, type Ticket } from './ticket.js'

/** How a pass hands out its runs. */
export interface PassExecutorSettings extends QueueAddress {
  noWorkerMs: number
  silentWorkerMs: number
}

/** How long workers may take to end what was aborted, before the pass continues without them. */
const abortGraceMs = 5_000

/** Hands the runs of one pass to workers and waits for them. */
export async function openPassExecutor(settings: PassExecutorSettings, pass: ExecutorPass): Promise<PassExecutor> {
  const { schema, db, fencingToken } = pass
  const queue = await openQueue(settings)
  const tickets = new Map<string, Ticket>()
  const offers = new Set<string>()
  const lanes = createLanes<Ticket>((ticket, worker) => {
    const { request, offer } = ticket
    ticket.queuedFor = worker
    const task = worker === undefined ? taskOf(schema, offer) : taskOfWorker(schema, worker)
    ticket.queueing = queue.add(task, request).catch((error: unknown) => ticket.fail(error))
  })
  const looks = createLooks({ pass, settings, queue, lanes, tickets })
  const listener = await listen(settings.connectionString, orchestratorChannel(schema), (text) => {
    const message = decodeMessage<WorkerMessage>(text)
    if (message?.type === 'events' && message.passId === pass.passId)
      for (const event of message.events) {
        pass.emit(event)
        if (event.type === 'run-started' && tickets.get(event.runId)?.request.isShared) looks.soon()
      }
    if (message?.type !== 'taken' && message?.type !== 'ended') return
    const ticket = tickets.get(message.runId)
    if (!ticket) return
    if (message.type === 'taken') return lanes.taken(ticket, message.worker)
    if (!message.outcome) return looks.soon()
    const answer = answerOf(message.outcome, ticket.request)
    if ('again' in answer) lanes.left(ticket)
    else lanes.taken(ticket, message.worker)
    ticket.answer(answer)
  }).catch(async (error: unknown) => {
    await queue.close()
    throw error
  })

  /** One who was asked to end, or who is shut down, gives a run back. */
  function answerOf(
    { error: told, ...outcome }: Extract<WorkerMessage, { type: 'ended' }>['outcome'] & object,
    request: RunRequest,
  ): RunAnswer {
    const { errorMessage } = outcome
    const isStopped = pass.signal.aborted || pass.drainSignal.aborted
    if (outcome.status === 'CANCELLED' && !isStopped) return { again: 'handed back', reason: errorMessage ?? '' }
    const error = told === undefined ? {} : { error: Object.assign(new Error(errorMessage), { name: told }) }
    return { outcome: { ...outcome, ...identityOf(request), ...error } }
  }

  async function stop(how: Stop): Promise<void> {
    try {
      await recordStop(db, schema, fencingToken, how)
      const text = encodeMessage({ type: 'stop', fencingToken: fencingToken.toString(), how })
      if (text !== undefined) await notify(db, workerChannel(schema), [text])
    } catch {
      // Workers see it by the fence, or by the lock of the pass.
    }
    await Promise.all([...tickets.values()].map((ticket) => withdraw(ticket, 'unbegun')))
  }

  async function withdraw(ticket: Ticket, which: 'any' | 'unbegun'): Promise<void> {
    if (ticket.isEnding) return
    // Until it is out of the queue, nobody else is to answer for it.
    ticket.isEnding = true
    const errorMessage = 'the pass was stopped before a worker had ended it'
    const isEnded = await pass
      .endRun(ticket.request, { status: 'CANCELLED', errorMessage }, which)
      .catch(() => which === 'any')
    if (!isEnded) {
      ticket.isEnding = false
      return
    }
    await ticket.queueing
    await queue.remove(ticket.runId).catch(() => undefined)
    ticket.answer({ outcome: cancelled(ticket.request, errorMessage) })
  }

  let abortTimer: NodeJS.Timeout | undefined
  const onDrain = () => void stop('drain')
  const onAbort = () => {
    void stop('cancel')
    abortTimer = setTimeout(() => {
      for (const ticket of tickets.values()) void withdraw(ticket, 'any')
    }, abortGraceMs)
  }
  pass.drainSignal.addEventListener('abort', onDrain, { once: true })
  pass.signal.addEventListener('abort', onAbort, { once: true })

  return {
    async execute(request) {
      const offer = offerOf(request.provider, request.providerVersion)
      if (!offers.has(offer)) {
        offers.add(offer)
        const text = encodeMessage({ type: 'needs', offers: [offer] })
        if (text !== undefined) await notify(db, workerChannel(schema), [text])
      }
      const ticket = createTicket(request, offer)
      tickets.set(request.runId, ticket)
      lanes.add(ticket)
      if (pass.drainSignal.aborted || pass.signal.aborted) void withdraw(ticket, 'unbegun')
      looks.start()
      try {
        return await ticket.answered
      } finally {
        tickets.delete(request.runId)
        for (const pid of ticket.helpers) await queue.removeJoin(request.runId, pid).catch(() => undefined)
        lanes.ended(ticket)
      }
    },
    async close() {
      clearTimeout(abortTimer)
      pass.drainSignal.removeEventListener('abort', onDrain)
      pass.signal.removeEventListener('abort', onAbort)
      await looks.stop()
      await forgetShares(db, schema, fencingToken).catch(() => undefined)
      await listener.close()
      await queue.close()
    },
  }
}

function cancelled(request: RunRequest, errorMessage: string): RunOutcome {
  const nothing = { recordsImported: 0, recordsFailed: 0, durationMs: 0 }
  return { ...identityOf(request), status: 'CANCELLED', errorMessage, ...nothing }
}
