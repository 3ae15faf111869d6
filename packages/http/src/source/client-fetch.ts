import { setMaxListeners } from 'node:events'
import { HttpError, TransientError } from '@data-import/core/provider'
import { askFor, type Judge } from './ask.js'
import type { Asking, Question } from './asking.js'
import { type FetchedAnswer, NoAnswerError } from './fetch-answer.js'
import { initOf } from './guarded-fetch.js'
import { BrokenAnswerError } from './judge-answer.js'

/** How the requests of a client are asked. */
export interface ClientFetchOptions {
  isRepeatedAfterFault: boolean
  paceOf?(url: URL): string
}

/** Makes a `fetch` of the loop that asks, for one run. */
export function clientFetch(
  asking: Omit<Asking, 'signal'>,
  { isRepeatedAfterFault, paceOf }: ClientFetchOptions,
): typeof globalThis.fetch {
  return async function askingFetch(input, given = {}) {
    // Not a `Request` of it all, which would listen to the signal of the run for as long as that lives.
    const { method = 'GET', headers, body, signal = new AbortController().signal } = await initOf(input, given)
    const url = new URL(input instanceof Request ? input.url : input)
    const text = body === undefined || body === null ? undefined : await new Response(body).text()
    const question: Question = {
      name: `${method} ${url.pathname}`,
      // The loop itself makes no difference between the others.
      method: method === 'GET' ? 'GET' : 'POST',
      url,
      headers: new Headers(headers),
      ...(text !== undefined && { text }),
      isOfPart: false,
      isIdempotent: true,
      isRepeatedAfterFault,
      ...(paceOf && { pace: paceOf(url) }),
    }
    const { judge, answerOf } = createJudge()
    // Each request in progress listens to it, and there may be many.
    if (signal) setMaxListeners(0, signal)
    try {
      return responseOf(await askFor({ ...asking, signal: signal ?? new AbortController().signal }, question, judge))
    } catch (error) {
      const answer = answerOf(error)
      if (answer) return responseOf(answer)
      // What the runtime's own `fetch` would have thrown: the client says in its own words that no answer came.
      throw error instanceof NoAnswerError ? (error.cause ?? error) : error
    }
  }
}

/** Judges what to repeat, and remembers the answer of its last verdict: once nothing repeats it any more, it is the answer. */
function createJudge() {
  let judged: { error: Error; answer: FetchedAnswer } | undefined
  const judge: Judge = (asking, question, answer, received) => {
    const own = question.isRepeatedAfterFault === false ? undefined : asking.errorOf?.(received)
    const error = errorOf(question, answer) ?? own
    judged = error && { error, answer }
    return error
  }
  return { judge, answerOf: (error: unknown) => (judged?.error === error ? judged?.answer : undefined) }
}

const passing: ReadonlySet<number> = new Set([408, 425])

function errorOf({ name }: Question, { status, isBroken }: FetchedAnswer): Error | undefined {
  if (status >= 500) return new HttpError(`${name} was answered ${status}.`, { status })
  if (passing.has(status)) return new TransientError(`${name} was answered ${status}.`)
  if (status < 300 && isBroken) return new BrokenAnswerError(`The answer to ${name} is broken or not JSON.`)
  return undefined
}

function responseOf({ status, headers, url, body }: FetchedAnswer): Response {
  const init = { status, headers }
  const text = status < 400 || body === null ? null : typeof body === 'string' ? body : JSON.stringify(body)
  const response = new Response(text, init)
  const own = { url: { value: url.href }, ...(status < 400 && { body: { value: body } }) }
  return Object.defineProperties(response, own)
}
