import { TransientError } from '@data-import/core/provider'
import { addressOf } from '../request/address.js'
import type { Question } from './asking.js'
import type { FetchedAnswer } from './fetch-answer.js'

/**
 * Where the answer to a question that was done is to be read; undefined where it is the answer itself. It is a question of
 * its own, so that whatever becomes of it, what was done is not done again.
 * https://www.rfc-editor.org/rfc/rfc9110#name-303-see-other
 * @throws {ConfigurationError} for another origin; @throws {TransientError} for what is no address.
 */
export function seeOther(
  name: string,
  question: Question,
  { status, headers, url }: FetchedAnswer,
): Question | undefined {
  const location = headers.get('location')
  if (question.method !== 'POST' || status !== 303 || location === null) return undefined
  if (!URL.canParse(location, url)) throw new TransientError(`${name} redirects to what is no address.`)
  const other = addressOf({ name, base: url }, new URL(location, url).href)
  const own = new Headers(question.headers)
  own.delete('content-type')
  const { isOfPart } = question
  return { name: `GET ${other.pathname}`, method: 'GET', url: other, headers: own, isOfPart, isIdempotent: true }
}
