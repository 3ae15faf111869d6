import { HttpError } from '../errors/http-error.js'
import { ConfigurationError, TransientError } from '../errors/import-error.js'
import type { Asking, Question } from './asking.js'
import type { FetchedAnswer } from './fetch-answer.js'
import { firstSentence, sentenceOf } from './first-sentence.js'
import type { ReceivedAnswer } from './http-source-options.js'
import { createSecretFilter } from './secret-filter.js'
import { seeOther } from './see-other.js'

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
  if (own) return own
  if (seeOther(name, question, answer)) return undefined
  if (status === 202 && question.method === 'GET') {
    return new TransientError(`${name} answered 202 (${question.name}): what was asked for is still being computed.`)
  }
  if (status >= 200 && status < 300) {
    if (!answer.isBroken) return undefined
    return new BrokenAnswerError(`${name} answered ${status} (${question.name}) with a body that is broken or no JSON.`)
  }
  const ofQuestion = createSecretFilter(question.headers, question.url.searchParams)
  const withoutSecrets = (text: string) => asking.withoutSecrets(ofQuestion(text))
  const sentence = saidIn(asking, answer.body, withoutSecrets)
  const said = sentence === '' ? '.' : `: ${sentence}`
  if (status === 401) {
    return new ConfigurationError(
      `${name} refused the credentials (401)${said} They may have expired or been revoked: set new ones in the data source's configuration (data-import sources set).`,
      { cause: new HttpError(`${name} answered 401 (${question.name})${said}`, { status }) },
    )
  }
  return new HttpError(`${name} answered ${status} (${question.name})${said}`, {
    status,
    ...(status === 403 && sentence !== '' && { unavailableReason: `no access (403): ${sentence}` }),
    ...(status === 451 && sentence !== '' && { unavailableReason: `blocked for legal reasons (451): ${sentence}` }),
  })
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
