import { ConfigurationError, firstSentence, ImportError, TransientError } from '@data-import/core/provider'
import type { LimitAnswer } from './limit-wait.js'

/** One error of a GraphQL answer. */
export interface GraphqlError {
  type?: string
  message: string
  path?: readonly (string | number)[]
}

interface AnswerOfError {
  status: number
  headers: Readonly<Record<string, string | number | undefined>>
  message: string
  errors: readonly GraphqlError[]
}

/** The HTTP status that an error of Octokit stands for; 500 also where no answer came. */
export function statusOf(error: unknown): number | undefined {
  return readAnswer(error)?.status
}

/** Whether the error is an answer; else the network failed. */
export function hasAnswer(error: unknown): boolean {
  return error instanceof Error && 'response' in error && error.response !== undefined
}

/** What came beside the errors of a GraphQL answer. */
export function partialDataOf<Data>(error: unknown): Data | undefined {
  const data = error instanceof Error && 'data' in error ? error.data : undefined
  // Of the form that the query asked for, with nulls where the errors are.
  return typeof data === 'object' && data !== null ? (data as Data) : undefined
}

/** What an error says about limits. */
export function limitAnswerOf(error: unknown): LimitAnswer | undefined {
  const answer = readAnswer(error)
  if (!answer) return undefined
  const errorTypes = answer.errors.flatMap(({ type }) => type ?? [])
  return { status: answer.status, headers: answer.headers, message: answer.message, errorTypes }
}

/** The errors of a GraphQL answer that had some. */
export function graphqlErrorsOf(error: unknown): readonly GraphqlError[] {
  return readAnswer(error)?.errors ?? []
}

/**
 * Why what was asked for is not to be had: an answer that another try won't change and that the others needn't suffer from.
 * It proves no emptiness; that is {@link emptyReasonOf}. Undefined for a real failure.
 */
export function unavailableReasonOf(error: unknown): string | undefined {
  const answer = readAnswer(error)
  if (!answer) return undefined
  const { status, headers, message, errors } = answer
  const types = new Set(errors.map(({ type }) => type))
  if (types.has('NOT_FOUND') || status === 404) return 'gone, or the token has no access to it (404)'
  const refused = errors.find(({ type }) => type === 'FORBIDDEN' || type === 'INSUFFICIENT_SCOPES')
  if (refused) return forbidden(headers, refused.message)
  if (status === 410) return 'the feature is switched off (410)'
  if (status === 451) return `blocked by GitHub (451): ${firstSentence(message)}`
  if (status === 403 && headers['x-github-sso'] === undefined) return forbidden(headers, message)
  return undefined
}

/** Why nothing is there, where an answer proves it. */
export function emptyReasonOf(error: unknown): string | undefined {
  const answer = readAnswer(error)
  return answer?.status === 409 && /empty/i.test(answer.message) ? 'the repository is empty' : undefined
}

function forbidden(headers: AnswerOfError['headers'], message: string): string {
  const wanted = headers['x-accepted-github-permissions'] ?? headers['x-accepted-oauth-scopes']
  return `no access (403): ${firstSentence(message)}${wanted ? `; the token needs ${wanted}` : ''}`
}

/** An error that says how to recover. Errors of core and aborts stay as they are. */
export function githubError(error: unknown, doing: string): unknown {
  if (ImportError.isInstance(error) || !(error instanceof Error)) return error
  if (error.cause !== undefined && ImportError.isInstance(error.cause)) return error.cause
  const answer = readAnswer(error)
  if (!answer) return error
  const { status, headers, message } = answer
  const options = { cause: error }
  if (status === 401) return new ConfigurationError(`GitHub refused the token (401, ${doing}).`, options)
  const sso = headers['x-github-sso']
  if (status === 403 && sso !== undefined) {
    return new ConfigurationError(
      `The organisation demands single sign-on (${doing}): authorise the token for it in GitHub's token settings.`,
      options,
    )
  }
  if (status === 403 || status === 404 || status === 451) {
    return new ConfigurationError(`${doing}: ${unavailableReasonOf(error) ?? message}`, options)
  }
  if (status >= 500) {
    return new TransientError(`GitHub gave no usable answer (${doing}): ${firstSentence(message)}`, options)
  }
  return new TransientError(`GitHub answered ${status} (${doing}): ${firstSentence(message)}`, options)
}

/** Octokit's RequestError, GraphqlResponseError, and what its throttling plugin throws, all have another form. */
function readAnswer(error: unknown): AnswerOfError | undefined {
  if (!(error instanceof Error)) return undefined
  const { status, response, headers, errors } = error as Error & Record<string, unknown>
  const answer = asRecord(response)
  const data = asRecord(answer?.data)
  const found = { ...asRecord(answer?.headers), ...asRecord(headers) } as AnswerOfError['headers']
  const list = Array.isArray(errors) ? errors : Array.isArray(data?.errors) ? data.errors : []
  const graphql = list
    .filter((one): one is GraphqlError => typeof asRecord(one)?.message === 'string')
    .map((one) => ({ ...one, ...limitType(one) }))
  if (typeof status === 'number') {
    return { status, headers: found, message: graphql[0]?.message ?? error.message, errors: graphql }
  }
  if (graphql.length === 0) return undefined
  return { status: 200, headers: found, message: graphql[0]?.message ?? error.message, errors: graphql }
}

/** GitHub has more than one form for both limits of GraphQL, all with status 200; one name for each here. */
function limitType({ type, message, code }: GraphqlError & { code?: unknown }): { type?: string } {
  if (/secondary rate limit/i.test(message)) return { type: 'SECONDARY_LIMITED' }
  const isPrimary =
    /^RATE_LIMIT/.test(type ?? '') || code === 'graphql_rate_limit' || /rate limit (already )?exceeded/i.test(message)
  return isPrimary ? { type: 'RATE_LIMITED' } : {}
}

function asRecord(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined
}
