import { setImmediate as nextTurn } from 'node:timers/promises'
import { ImportError, messageOf, TransientError } from '@data-import/core/provider'
import type { Asking, Question } from './asking.js'
import { parseInSlices } from './parse-in-slices.js'

/** An answer as it came, with its whole body. */
export interface FetchedAnswer {
  status: number
  headers: Headers
  /** Address that it came from. */
  url: URL
  body: unknown
  /** Whether the body broke off or is not of the form that was expected. */
  isBroken: boolean
}

/** No answer came, or none to its end. */
export class NoAnswerError extends TransientError {
  /** Whether the outside system may have seen the question. */
  readonly mayHaveArrived: boolean

  constructor(message: string, options: { cause?: unknown; mayHaveArrived: boolean }) {
    super(message, options)
    this.name = 'TransientError'
    this.mayHaveArrived = options.mayHaveArrived
  }
}

/** @throws {NoAnswerError} when the network fails; @throws {ImportError} for an answer that leads elsewhere or is too large. */
export async function fetchAnswer(asking: Asking, question: Question): Promise<FetchedAnswer> {
  const { connection, time } = asking
  const { url, method, headers } = question
  const sentAt = time.monotonicMs()
  const turn = connection.largeBody()
  try {
    const init = { method, headers, signal: asking.signal, ...(question.text !== undefined && { body: question.text }) }
    const response = await asking.fetchIn(turn)(url, init)
    const age = response.headers.get('age')
    connection.clock.observe(response.headers.get('date'), time.monotonicMs() - sentAt, age)
    const { status } = response
    const text = await response.text()
    // What was asked for alone and is there has a body.
    const body =
      text === '' ? { body: null, isBroken: method === 'GET' && status === 200 } : await readBody(asking, text)
    return { status, headers: response.headers, url: new URL(response.url), ...body }
  } catch (error) {
    asking.signal.throwIfAborted()
    if (ImportError.isInstance(error)) throw error
    const mayHaveArrived = !neverSent.has(codeOf(error) ?? '')
    throw new NoAnswerError(failureText(asking, question, error, mayHaveArrived), { cause: error, mayHaveArrived })
  } finally {
    turn.end()
  }
}

/** The connection was not made: https://nodejs.org/api/errors.html#common-system-errors */
const neverSent: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
])

/** Characters that take no longer to read than others may wait. */
const shortText = 1024 * 1024

async function readBody({ parse }: Asking, text: string): Promise<Pick<FetchedAnswer, 'body' | 'isBroken'>> {
  try {
    const body: unknown =
      parse || text.length <= shortText ? (parse ?? JSON.parse)(text) : await parseInSlices(text, () => nextTurn())
    return { body, isBroken: false }
  } catch (error) {
    if (ImportError.isInstance(error)) throw error
    return { body: text, isBroken: true }
  }
}

function failureText({ name, timeoutMs }: Asking, question: Question, error: unknown, mayHaveArrived: boolean): string {
  const isLate = error instanceof Error && error.name === 'TimeoutError'
  if (isLate) return `${name} gave no whole answer (${question.name}) within ${timeoutMs / 1_000} s.`
  if (mayHaveArrived) return `${name} gave no whole answer (${question.name}): ${reasonOf(error)}.`
  // "fetch failed" is the message of this error, and its cause says why.
  return `${name} can't be reached (${question.name}): ${reasonOf(error instanceof Error ? (error.cause ?? error) : error)}.`
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? messageOf(error) : String(error)
}

function codeOf(error: unknown): string | undefined {
  const cause = error instanceof Error ? (error.cause ?? error) : undefined
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined
}
