import { ConfigurationError, firstSentence, ImportError, TransientError } from '@data-import/core/provider'
import { type AnswerOfError, hasAnswer, readAnswer } from './answer-of-error.js'
import { isGraphqlAddress, isSingleSignOn, nothingReasonOf, unavailableReasonOf } from './refusal.js'

/** What is right where an address is not. */
export const rightAddress = 'GITHUB_API_URL is https://api.github.com, or https://HOST/api/v3 of an Enterprise Server.'

/**
 * An error that says what failed, why, and how to recover, whatever request it came from. Errors of core and aborts stay
 * as they are.
 * @param doing what was read: `issue of acme/web`
 */
export function githubError(error: unknown, doing: string): unknown {
  if (ImportError.isInstance(error) || !(error instanceof Error)) return error
  if (error.cause !== undefined && ImportError.isInstance(error.cause)) return error.cause
  const options = { cause: error }
  const answer = readAnswer(error)
  if (!answer) {
    if (!isUnreadable(error)) return error
    return new TransientError(
      `An answer of GitHub's lacks what its API promises (${doing}). The next pass asks again; if this stays, another program answers at GITHUB_API_URL, or its version is unknown here.`,
      options,
    )
  }
  const { status } = answer
  const place = answer.url?.host ?? 'GitHub'
  if (answer.isPage && status < 500) return pageError(place, status, doing, options)
  if (status === 401) {
    return new ConfigurationError(
      `${place} refused the token (401, ${doing}): set a new one (data-import sources set).`,
      options,
    )
  }
  if (isSingleSignOn(answer)) {
    return new ConfigurationError(
      `The organisation demands single sign-on (${doing}): authorise the token for it in GitHub's token settings ("Configure SSO").`,
      options,
    )
  }
  if (status === 404 && isGraphqlAddress(answer)) {
    return new ConfigurationError(
      `${place} has no GraphQL API at ${answer.url?.pathname} (404, ${doing}): is GITHUB_API_URL right? ${rightAddress}`,
      options,
    )
  }
  const reason = nothingReasonOf(error) ?? unavailableReasonOf(error)
  if (reason !== undefined) return new ConfigurationError(`${doing}: ${reason}`, options)
  if (!hasAnswer(error) && status >= 500) {
    return new TransientError(`${place} gave no answer (${doing})${colon(answer)}`, options)
  }
  if (status >= 500) {
    return new TransientError(`GitHub gave no usable answer (${doing}): ${words(answer)}`, options)
  }
  if (status < 400) return new TransientError(`GitHub could not answer a query (${doing}): ${words(answer)}`, options)
  return new TransientError(`GitHub answered ${status} (${doing})${colon(answer)}`, options)
}

/** A page for people where data was asked for. */
export function pageError(
  place: string,
  status: number,
  doing: string,
  options: ErrorOptions = {},
): ConfigurationError {
  return new ConfigurationError(
    `${place} answered with a page for people (${status}, ${doing}): is the token right, and is this the address of the API? ${rightAddress}`,
    options,
  )
}

function words(answer: AnswerOfError): string {
  return firstSentence(answer.message) || `status ${answer.status} and no word`
}

function colon({ message }: AnswerOfError): string {
  const sentence = firstSentence(message)
  return sentence === '' ? '' : `: ${sentence}`
}

/** What the runtime throws where an answer has another form than GitHub documents. */
function isUnreadable(error: Error): boolean {
  return error instanceof TypeError && /^Cannot read propert|is not (iterable|a function)/.test(error.message)
}
