import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { ActiveFault as AnyFault } from '@data-import/fake-server'
import type { FakeRequest } from '../faults/fake-faults.js'
import type { Answer } from './answer.js'
import { faultAnswer } from './fault-answer.js'
import { type ReceivedRequest, readRequest } from './read-request.js'
import { type Reply, replyTo } from './reply.js'
import { sendAnswer } from './send-answer.js'
import type { ServerState } from './server-state.js'

type ActiveFault = AnyFault<FakeRequest>

/** Answers one request: hooks, latency, faults, then the truth. */
export async function handleRequest(
  state: ServerState,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const close = state.traffic.open()
  response.once('close', close)
  const request = await readRequest(state, message)
  await state.faults.runHooks(request.seen)
  if (state.latencyMs > 0) await wait(state.latencyMs)
  const fault = state.faults.take(request.seen)
  if (fault?.kind === 'destroy') {
    record(state, request, undefined, 0)
    response.destroy()
    return
  }
  if (fault?.kind === 'hang') {
    record(state, request, undefined, 0)
    return
  }
  const reply = isTrue(fault) ? await replyTo(state, request) : undefined
  const answer = change(state, fault, reply?.answer) ?? faultAnswer(state, request, fault)
  record(state, request, reply, answer.status)
  sendAnswer(state, response, asReached(state, answer, message.headers.host), fault?.kind === 'truncate')
}

/** Does the true answer go out, if perhaps not all of it? */
function isTrue(fault: ActiveFault | undefined): boolean {
  return fault === undefined || fault.kind === 'truncate' || fault.kind === 'foreign-link'
}

function change(state: ServerState, fault: ActiveFault | undefined, answer: Answer | undefined): Answer | undefined {
  const link = answer?.headers?.link
  if (!answer || fault?.kind !== 'foreign-link' || !link) return answer
  const { otherOrigin } = state.traffic.traffic
  return { ...answer, headers: { ...answer.headers, link: link.replaceAll(state.base, otherOrigin) } }
}

/** Links lead to the name by which the server was reached: it may have several. */
function asReached(state: ServerState, answer: Answer, host: string | undefined): Answer {
  const link = answer.headers?.link
  const { origin, protocol } = new URL(state.base)
  if (!link || !host) return answer
  return { ...answer, headers: { ...answer.headers, link: link.replaceAll(`${origin}/`, `${protocol}//${host}/`) } }
}

function record(state: ServerState, request: ReceivedRequest, reply: Reply | undefined, status: number): void {
  const { seen, credentials } = request
  state.traffic.record({
    method: seen.method,
    path: seen.path,
    query: seen.query.toString(),
    status,
    token: credentials?.slice(-4) ?? '',
    operation: seen.graphql?.operation ?? null,
    route: reply?.route ?? null,
    isCounted: reply?.isCounted ?? false,
    isNotModified: status === 304,
    points: reply?.points ?? 0,
  })
}
