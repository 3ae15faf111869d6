import type { CheckFinding } from '@data-import/core/provider'
import { readAnswer } from '../client/answer-of-error.js'
import { createConnection } from '../client/connection.js'
import { githubError, rightAddress } from '../client/github-error.js'
import { type Look, type Looked, look } from './look.js'

/** https://docs.github.com/en/rest/meta/meta#get-github-meta-information, on an Enterprise Server too. */
interface Meta {
  verifiable_password_authentication?: unknown
  installed_version?: unknown
}

/** Whether GitHub's REST API is at the address; the error that says what is there instead, else null. */
export async function proveApi(given: Look): Promise<CheckFinding | null> {
  const answer = await look<Meta>(given, '/meta')
  if (isMeta(answer.body)) return null
  const { status, error } = answer
  // GitHub's own refusal, as of an address that an organisation doesn't allow, says more than a guess.
  if (error !== undefined && status !== 404) throw githubError(error, 'looking for the API')
  return refutation(given, answer)
}

/**
 * As {@link proveApi}, without the credentials: before an App asks for its installation, where 404 means something else. A
 * server that answers nobody unknown proves nothing.
 */
export async function refuteApi(given: Look): Promise<CheckFinding | null> {
  const { settings } = given
  const connection = createConnection({ ...settings, credentials: { kind: 'anonymous' } }, null, given.options)
  const answer = await look<Meta>({ ...given, connection }, '/meta').catch(() => null)
  if (answer === null || isMeta(answer.body) || (answer.error !== undefined && answer.status !== 404)) return null
  return refutation(given, answer)
}

function isMeta(body: Meta | undefined): boolean {
  if (typeof body !== 'object' || body === null) return false
  return typeof body.verifiable_password_authentication === 'boolean' || typeof body.installed_version === 'string'
}

function refutation({ settings }: Look, { status, error }: Looked<unknown>): CheckFinding {
  const what = readAnswer(error)?.isPage ? 'a page for people' : status === 404 ? '"not found"' : 'something else'
  return {
    status: 'error',
    message: `${settings.apiUrl} is not the address of GitHub's REST API: it answered ${what} (${status}) where GitHub says what it is (/meta). Correct GITHUB_API_URL: ${rightAddress}`,
  }
}
