/** One error of a GraphQL answer. */
export interface GraphqlError {
  type?: string
  message: string
  path?: readonly (string | number)[]
  extensions?: { saml_failure?: boolean }
}

/** The answer that an error stands for. */
export interface AnswerOfError {
  status: number
  headers: Readonly<Record<string, string | number | undefined>>
  /** What GitHub says, in its own words; the text of an answer that isn't GitHub's. */
  message: string
  /** Where GitHub explains it; null where that is its documentation as a whole. */
  explainedAt: string | null
  errors: readonly GraphqlError[]
  /** Whether it is a page for people, as proxies and pages to log in give. */
  isPage: boolean
  /** Where it came from; null where that isn't known. */
  url: URL | null
}

/** Octokit throws 304 like a failure. */
export function isNotModified(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 304
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

/** The errors of a GraphQL answer that had some. */
export function graphqlErrorsOf(error: unknown): readonly GraphqlError[] {
  return readAnswer(error)?.errors ?? []
}

/** Octokit's RequestError and GraphqlResponseError have different forms. */
export function readAnswer(error: unknown): AnswerOfError | undefined {
  if (!(error instanceof Error)) return undefined
  const { status, response, headers, errors, request } = error as Error & Record<string, unknown>
  const answer = asRecord(response)
  const data = answer?.data
  const record = asRecord(data)
  const graphql = graphqlErrorsIn(Array.isArray(errors) ? { errors } : data)
  // Of these two, GraphQL's has no status: it came with 200.
  if (typeof status !== 'number' && graphql.length === 0 && error.name !== 'GraphqlResponseError') return undefined
  const found = { ...asRecord(answer?.headers), ...asRecord(headers) } as AnswerOfError['headers']
  return {
    status: typeof status === 'number' ? status : 200,
    headers: found,
    message: messageIn(data) ?? graphql[0]?.message ?? (answer ? '' : error.message),
    explainedAt: explanationIn(record),
    errors: graphql,
    isPage: isPage(data, found),
    url: urlOf(answer?.url) ?? urlOf(asRecord(request)?.url),
  }
}

/** The errors that the body of a GraphQL answer holds. */
export function graphqlErrorsIn(body: unknown): GraphqlError[] {
  const errors = asRecord(body)?.errors
  if (!Array.isArray(errors)) return []
  return errors
    .filter((one): one is GraphqlError => typeof asRecord(one)?.message === 'string')
    .map((one) => ({ ...one, ...limitType(one) }))
}

/** Whether what came is a page for people, by its type or its first character. */
export function isPage(body: unknown, headers: AnswerOfError['headers']): boolean {
  if (typeof body !== 'string' || body.trim() === '') return false
  return /^text\/html\b/i.test(String(headers['content-type'] ?? '')) || body.trimStart().startsWith('<')
}

/** What a body says, in GitHub's own words; undefined where it has none. */
export function messageIn(data: unknown): string | undefined {
  if (typeof data === 'string') return data
  const record = asRecord(data)
  if (typeof record?.message !== 'string') return undefined
  const details = Array.isArray(record.errors) ? record.errors.map(detailOf).join(', ') : ''
  return details === '' ? record.message : `${record.message}: ${details}`
}

/** https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed */
function detailOf(error: unknown): string {
  if (typeof error === 'string') return error
  const { message } = asRecord(error) ?? {}
  return typeof message === 'string' ? message : (JSON.stringify(error) ?? '')
}

function explanationIn(record: Record<string, unknown> | undefined): string | null {
  const url = urlOf(record?.documentation_url)
  const isSpecific = url !== null && url.pathname.split('/').filter((part) => part !== '').length > 1
  return isSpecific ? url.href.slice(0, 300) : null
}

function urlOf(given: unknown): URL | null {
  return typeof given === 'string' && URL.canParse(given) ? new URL(given) : null
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
