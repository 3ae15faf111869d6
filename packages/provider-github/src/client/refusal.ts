import { firstSentence } from '@data-import/core/provider'
import { type AnswerOfError, readAnswer } from './answer-of-error.js'

/**
 * Why there is nothing to import, by an answer that proves it: the repository is empty, or the feature is switched off.
 * Undefined for everything else.
 */
export function nothingReasonOf(error: unknown): string | undefined {
  const answer = readAnswer(error)
  if (!answer || answer.isPage) return undefined
  const { status, message } = answer
  // https://docs.github.com/en/rest/commits/commits#list-commits
  if (status === 409 && /empty/i.test(message)) return 'the repository is empty'
  // https://docs.github.com/en/rest/issues/issues#list-repository-issues
  if (status === 410 && /disabled|switched off|turned off/i.test(message)) return 'the feature is switched off (410)'
  return undefined
}

/**
 * Why something is not available, by an answer that another try won't change and that the others needn't suffer from: it
 * may be gone, blocked, or hidden from this token. It doesn't say that there is nothing. Undefined for a real failure.
 */
export function unavailableReasonOf(error: unknown): string | undefined {
  const answer = readAnswer(error)
  if (!answer || answer.isPage || isSingleSignOn(answer) || nothingReasonOf(error) !== undefined) return undefined
  const { status, message, errors } = answer
  if (errors.some(({ type }) => type === 'NOT_FOUND')) return 'gone, or the token has no access to it (404)'
  const refused = errors.find(({ type }) => type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES')
  if (refused) return forbidden({ ...answer, message: refused.message })
  // A repository is no address of the GraphQL API: what is missing there is the API.
  if (isGraphqlAddress(answer)) return undefined
  if (status === 404) return 'gone, or the token has no access to it (404)'
  if (status === 410) return `gone (410)${said(answer)}`
  if (status === 451) return `blocked by GitHub (451): ${firstSentence(message)}${seeAlso(answer)}`
  return status === 403 ? forbidden(answer) : undefined
}

/**
 * Whether an organisation demands that its tokens are authorised for single sign-on, in either API's words.
 * https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api#authenticating-with-saml-sso
 */
export function isSingleSignOn({ status, headers, message, errors }: AnswerOfError): boolean {
  if (errors.some(({ extensions }) => extensions?.saml_failure === true)) return true
  const isRefused = status === 403 || errors.length > 0
  const isAsked = /^required/.test(String(headers['x-github-sso'] ?? ''))
  return isRefused && (isAsked || /organization SAML enforcement|SAML SSO/i.test(message))
}

/** Whether the answer came from where GraphQL is asked. */
export function isGraphqlAddress({ url }: Pick<AnswerOfError, 'url'>): boolean {
  return url?.pathname.endsWith('/graphql') === true
}

function forbidden(answer: AnswerOfError): string {
  return `no access (403)${said(answer)}${wanting(answer.headers)}${seeAlso(answer)}`
}

function said({ message }: AnswerOfError): string {
  const sentence = firstSentence(message)
  return sentence === '' ? '' : `: ${sentence}`
}

function seeAlso({ explainedAt }: AnswerOfError): string {
  return explainedAt === null ? '' : ` (${explainedAt})`
}

/** What GitHub would accept, and whether the token has it: it also refuses tokens that have all that it names. */
function wanting(headers: AnswerOfError['headers']): string {
  const permissions = listed(headers['x-accepted-github-permissions'], /[;,]\s*/)
  if (permissions.length > 0) return `; the token needs ${permissions.join(' or ')}`
  const accepted = listed(headers['x-accepted-oauth-scopes'], /,\s*/)
  if (accepted.length === 0) return ''
  const given = headers['x-oauth-scopes']
  const held = listed(given, /,\s*/)
  const met = accepted.find((scope) => held.some((one) => one === scope || includes(one, scope)))
  if (met !== undefined) {
    return `; the token has the scope for it (${met}), so something else keeps it out: ask an owner of the organisation`
  }
  const scopes = accepted.join(' or ')
  if (given === undefined) return `; GitHub takes tokens with ${scopes} for it`
  return `; the token needs ${scopes}, and has ${held.join(', ') || 'no scope'}`
}

function listed(header: string | number | undefined, separator: RegExp): string[] {
  return String(header ?? '')
    .slice(0, 1_000)
    .split(separator)
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

/** `repo` includes `public_repo` and `repo:status`, `admin:org` includes `read:org`. */
function includes(held: string, scope: string): boolean {
  if (held === 'repo') return scope === 'public_repo' || scope.startsWith('repo:')
  const [level = '', of] = held.split(':')
  const [wanted = '', ofWanted] = scope.split(':')
  const order = ['read', 'write', 'admin']
  return of !== undefined && of === ofWanted && order.indexOf(level) >= order.indexOf(wanted) && order.includes(wanted)
}
