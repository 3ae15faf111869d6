import { ConfigurationError, HttpError, TransientError } from '@data-import/core/provider'
import pRetry, { AbortError } from 'p-retry'
import type { ReceivedAnswer } from '../contract/http-source-options.js'
import type { IssuedCredentials } from '../credentials/credentials.js'
import { keptWaitMs, readQuotaLimit } from '../limits/quota-limit.js'
import { exhausted } from '../limits/request-gate.js'
import { answeredAt } from '../limits/vendor-clock.js'
import type { Asking, Question } from './asking.js'
import { readHeaders } from './connection.js'
import { type FetchedAnswer, fetchAnswer, NoAnswerError } from './fetch-answer.js'
import { entriesOf } from './header-entries.js'
import { BrokenAnswerError, errorOfAnswer } from './judge-answer.js'
import { seeOther } from './see-other.js'
import { unlessAborted } from './unless-aborted.js'

/** A body that is broken twice more is so for another reason than the network. */
const repeatsOfBrokenBodies = 2

/** The error that an answer stands for; undefined for one that is handed over. */
export type Judge = (
  asking: Asking,
  question: Question,
  answer: FetchedAnswer,
  received: ReceivedAnswer,
) => Error | undefined

/** Asks until there is an answer that can be used: waits for limits, and repeats what another try may change. */
export async function ask(asking: Asking, question: Question): Promise<FetchedAnswer> {
  const answer = await askFor(asking, question, errorOfAnswer)
  const other = seeOther(asking.name, question, answer)
  return other ? askFor(asking, other, errorOfAnswer) : answer
}

/** The one loop that asks: whoever judges answers in another way than `ask` asks through it too. */
export async function askFor(asking: Asking, question: Question, judge: Judge): Promise<FetchedAnswer> {
  let brokenBodies = 0
  let lastError: Error | undefined
  const mayRepeat = (error: Error) => {
    if (error instanceof NoAnswerError && !error.mayHaveArrived) return true
    if (!question.isIdempotent) return false
    if (question.isRepeatedAfterFault === false && HttpError.isInstance(error)) return false
    if (error instanceof BrokenAnswerError) return brokenBodies++ < repeatsOfBrokenBodies
    return isPassing(error)
  }
  try {
    return await pRetry(
      async (attempt) => {
        if (lastError) asking.log?.info(`Try ${attempt} of ${asking.retries + 1}: ${lastError.message}`)
        const answer = await askOnceOpen(asking, question).catch((error: Error) => {
          throw error instanceof NoAnswerError ? error : new AbortError(error)
        })
        const error = judge(asking, answer.sent, answer.fetched, answer.received)
        if (error === undefined) return answer.fetched
        if (answer.fetched.status === 401 && ConfigurationError.isInstance(error)) asking.connection.gate.refuse(error)
        throw error
      },
      {
        retries: asking.retries,
        minTimeout: asking.retryBaseMs,
        randomize: true,
        maxRetryTime: asking.timeLeftMs(),
        signal: asking.signal,
        shouldRetry({ error }) {
          lastError = error
          return mayRepeat(error)
        },
      },
    )
  } catch (error) {
    asking.signal.throwIfAborted()
    const isFault = error instanceof NoAnswerError || (HttpError.isInstance(error) && error.status >= 500)
    if (isFault) asking.connection.gate.failed()
    throw error
  }
}

function isPassing(error: Error): boolean {
  return TransientError.isInstance(error) || (HttpError.isInstance(error) && error.recovery === 'retry')
}

interface Answer {
  /** With the credentials that it was sent with. */
  sent: Question
  fetched: FetchedAnswer
  received: ReceivedAnswer
}

/** Sends when no limit holds, and again after each limit that refuses. */
async function askOnceOpen(asking: Asking, question: Question): Promise<Answer> {
  const { connection, signal, time } = asking
  let startedAt = time.monotonicMs()
  const longestWaitMs = () => Math.min(asking.maximumWaitMs - (time.monotonicMs() - startedAt), asking.timeLeftMs())
  let refusedWith: number | undefined
  let hasRenewed = false
  const tellWait = (waitMs: number) => asking.reportWait(waitMs, refusedWith)
  for (let attempt = 1; ; attempt++) {
    if (question.pace !== undefined) {
      // Before its turn, so that questions of another pace don't wait too. It is no limit, so it counts as no wait for one.
      await connection.gate.pass(signal, longestWaitMs, tellWait, question.pace)
      if (attempt === 1) startedAt = time.monotonicMs()
    }
    const { fetched, sent, issued } = await unlessAborted(signal, () =>
      connection.inTurn(async () => {
        await connection.gate.pass(signal, longestWaitMs, tellWait)
        const issued = await credentialsOf(asking)
        const sent = issued ? withHeaders(asking.name, question, issued.headers) : question
        return { fetched: await counted(asking, () => fetchAnswer(asking, sent)), sent, issued }
      }),
    )
    if (fetched.status === 401 && issued && !hasRenewed) {
      connection.credentials.refused(issued)
      hasRenewed = true
      continue
    }
    if (fetched.status < 500) connection.gate.answered()
    const { status, headers, body } = fetched
    const now = answeredAt(headers) ?? connection.clock.now() ?? time.now()
    const received = { status, headers, body, attempt, now, question: question.name }
    const own = asking.quotaOf?.(received)
    const told = own === undefined ? readQuotaLimit(received) : own
    if (!told) return { sent, fetched, received }
    const limit = { ...told, isRefused: told.isRefused ?? status >= 400 }
    const waitMs = keptWaitMs(limit, attempt)
    connection.gate.close({ ...limit, waitMs })
    refusedWith = status
    // What is refused for its number was not done; a 503 says nothing of that.
    const isUndone = question.isIdempotent || status === 429
    if (!limit.isRefused || !isUndone) return { sent, fetched, received }
    // Also where answers take so long that no wait is left when they come.
    if (longestWaitMs() <= 0) throw exhausted(asking.name, limit.kind, new Date(time.now().getTime() + waitMs))
  }
}

/** Credentials that nobody can renew are refused for all. */
async function credentialsOf({ credentials, connection }: Asking): Promise<IssuedCredentials | undefined> {
  if (!credentials) return undefined
  try {
    return await connection.credentials.current(credentials)
  } catch (error) {
    if (ConfigurationError.isInstance(error)) connection.gate.refuse(error)
    throw error
  }
}

function withHeaders(name: string, question: Question, given: IssuedCredentials['headers']): Question {
  const headers = new Headers(question.headers)
  for (const [key, value] of entriesOf(readHeaders(name, given, {}))) headers.set(key, value)
  return { ...question, headers }
}

async function counted(asking: Asking, send: () => Promise<FetchedAnswer>): Promise<FetchedAnswer> {
  let isNotModified = false
  try {
    const answer = await send()
    isNotModified = answer.status === 304
    return answer
  } finally {
    if (isNotModified) asking.usage.notModified++
    else asking.usage.requests++
  }
}
