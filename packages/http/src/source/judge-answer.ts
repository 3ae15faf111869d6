import { ConfigurationError, firstSentence, HttpError, TransientError } from '@data-import/core/provider'
import type { ReceivedAnswer } from '../contract/http-source-options.js'
import type { Asking, Question } from './asking.js'
import type { FetchedAnswer } from './fetch-answer.js'
import { isPage } from './is-page.js'
import { createSecretFilter } from './secret-filter.js'
import { seeOther } from './see-other.js'
import { sentenceOf } from './sentence-of.js'

/** The answer was there, and not to be read. */
export class BrokenAnswerError extends TransientError {
  constructor(message: string) {
    super(message)
    this.name = 'TransientError'
  }
}

/** The error that an answer stands for; undefined for one that can be used. */
export function errorOfAnswer(
  asking: Asking,
  question: Question,
  answer: FetchedAnswer,
  received: ReceivedAnswer,
): Error | undefined {
  const { name } = asking
  const { status } = answer
  if (status === 304) {
    if (question.headers.has('if-none-match')) return undefined
    return new BrokenAnswerError(`${name} answered 304 (${question.name}) to what was asked without a tag.`)
  }
  const own = asking.errorOf?.(received)
  if (own) return ownErrorOf(own, question)
  if (seeOther(name, question, answer)) return undefined
  if (status === 202 && question.method === 'GET') {
    return new TransientError(`${name} answered 202 (${question.name}): what was asked for is still being computed.`)
  }
  if (status >= 200 && status < 300) {
    if (!answer.isBroken) return undefined
    if (isPageOf(answer)) return pageError(asking, question, answer)
    return new BrokenAnswerError(`${name} answered ${status} (${question.name}) with a body that is broken or no JSON.`)
  }
  const withoutSecrets = secretFilterOf(asking, question)
  const sentence = saidIn(asking, answer.body, withoutSecrets)
  const said = sentence === '' ? '.' : `: ${sentence}`
  if (status === 401) {
    return new ConfigurationError(
      `${name} refused the credentials (401)${said} They may have expired or been revoked: set new ones in the data source's configuration (data-import sources set).`,
      { cause: new HttpError(`${name} answered 401 (${question.name})${said}`, { status }) },
    )
  }
  if (status === 403 && isPageOf(answer)) return pageError(asking, question, answer)
  return new HttpError(`${name} answered ${status} (${question.name})${said}${adviceFor(status, question)}`, {
    status,
    isOfPart: question.isOfPart,
    ...(status === 403 && sentence !== '' && { unavailableReason: `no access (403): ${sentence}` }),
    ...(status === 451 && sentence !== '' && { unavailableReason: `blocked for legal reasons (451): ${sentence}` }),
  })
}

function secretFilterOf(asking: Asking, { headers, url }: Question): (text: string) => string {
  const ofQuestion = createSecretFilter(headers, url.searchParams)
  return (text) => asking.withoutSecrets(ofQuestion(text))
}

/** What an author makes of an answer says no more of the partition than the answer does. */
function ownErrorOf(error: Error, { isOfPart }: Question): Error {
  if (!isOfPart || !HttpError.isInstance(error) || error.isOfPart) return error
  return new HttpError(error.message, { status: error.status, isOfPart, cause: error })
}

const absent: ReadonlySet<number> = new Set([403, 404, 410, 451])

function adviceFor(status: number, { isOfPart }: Question): string {
  if (!isOfPart || !absent.has(status)) return ''
  return ' It was asked for a part of what is being read: a script says by absentOn which answers mean that there is none.'
}

function isPageOf({ body, headers }: FetchedAnswer): boolean {
  return isPage(body, headers.get('content-type'))
}

/** A login page is no fault that passes, and no word of whether there is something to import. */
function pageError(asking: Asking, question: Question, { status, url, body }: FetchedAnswer): ConfigurationError {
  const { name } = asking
  const title = titleOf(secretFilterOf(asking, question)(String(body)))
  const redirected = url.pathname === question.url.pathname ? '' : ` after a redirect to ${url.pathname}`
  return new ConfigurationError(
    `${name} answered with a page for people${title} instead of data (${status}, ${question.name}${redirected}): is the token right, and is the address that of the API? Set them in the data source's configuration (data-import sources set).`,
  )
}

function titleOf(page: string): string {
  const title = firstSentence(/<title[^>]*>([^<]{1,500})/i.exec(page.slice(0, 16_384))?.[1] ?? '')
  return title === '' ? '' : ` ("${title}")`
}

function saidIn({ messageOf }: Asking, body: unknown, withoutSecrets: (text: string) => string): string {
  try {
    // The type is what the author claims of a foreign answer.
    const own: unknown = messageOf?.(body)
    if (typeof own === 'string' && own !== '') return firstSentence(withoutSecrets(own))
  } catch {
    // A body of another form: the status is worth more than this error.
  }
  return sentenceOf(body, withoutSecrets)
}
