import type { RunAnswer, RunRequest } from '@data-import/core'
import type { Sightings } from './judge-sight.js'

/** A run that was handed out and isn't answered yet. */
export interface Ticket {
  runId: string
  dataSourceId: string
  request: RunRequest
  /** What a worker must offer. */
  offer: string
  /** The worker for which it is queued; undefined: for whichever takes it. */
  queuedFor?: number | undefined
  /** Settles when it is in the queue. Never rejects. */
  queueing?: Promise<void>
  sightings: Sightings
  /** Lock sessions of the workers that were asked to help. */
  helpers: Set<number>
  /** Since when no worker offers it, by `performance.now()`. */
  unofferedSinceMs?: number
  /** Whether its end is being written. */
  isEnding?: boolean
  answered: Promise<RunAnswer>
  /** The first answer counts. */
  answer(answer: RunAnswer): void
  fail(error: unknown): void
}

export function createTicket(request: RunRequest, offer: string): Ticket {
  let answer: Ticket['answer'] = () => undefined
  let fail: Ticket['fail'] = () => undefined
  const answered = new Promise<RunAnswer>((resolve, reject) => {
    answer = resolve
    fail = reject
  })
  const { runId, dataSourceId } = request
  return { runId, dataSourceId, request, offer, sightings: { unheld: 0 }, helpers: new Set(), answered, answer, fail }
}

/** Which run a request is about. */
export function identityOf({ runId, dataSourceId, dataSource, provider, resource }: RunRequest) {
  return { runId, dataSourceId, dataSource, provider, resource }
}
