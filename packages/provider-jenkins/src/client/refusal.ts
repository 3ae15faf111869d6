import { ConfigurationError, HttpError } from '@data-import/core/provider'
import type { ReceivedAnswer } from '@data-import/http'

/**
 * Jenkins answers 403 with a page for people, whoever asks. Without credentials, or with ones that it ignores, somebody must set
 * others; a known user may only lack the right to one item.
 */
export function refusalOf({ status, headers, question }: ReceivedAnswer, user: string | null): Error | undefined {
  if (status === 401) {
    return new ConfigurationError(
      `Jenkins refused the credentials (401, ${question}): is JENKINS_USER the id of a user who is still there, and JENKINS_TOKEN an API token of theirs? Set new ones (data-import sources set).`,
    )
  }
  if (status !== 403) return undefined
  const knownAs = headers.get('x-you-are-authenticated-as')
  if (user === null || knownAs === 'anonymous') {
    return new ConfigurationError(
      user === null
        ? `Jenkins shows nothing to somebody without an account (403, ${question}): set JENKINS_USER and JENKINS_TOKEN.`
        : `Jenkins did not accept the credentials of JENKINS_USER (403 as anonymous, ${question}): set JENKINS_USER and JENKINS_TOKEN again.`,
    )
  }
  const lacking = /([A-Za-z]+\.[A-Za-z]+)$/.exec(headers.get('x-required-permission') ?? '')?.[1]
  const permission =
    lacking === undefined ? 'Job/Read' : lacking.replace('Item.', 'Job/').replace('Hudson.', 'Overall/')
  const reason = `no access (403): the user lacks the permission ${permission}`
  return new HttpError(`Jenkins answered 403 (${question}): ${reason}.`, { status, unavailableReason: reason })
}
