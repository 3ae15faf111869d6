import { setMaxListeners } from 'node:events'
import { isOwnQuestion, TransientError } from '@data-import/core/provider'
import type { AbsentOption, AskOptions, HttpAnswer, HttpSource, NotModified } from '../contract/http-source.js'
import type { HttpSourceContext, HttpSourceOptions } from '../contract/http-source-options.js'
import { machineTime } from '../limits/time.js'
import { nextLink } from '../paging/next-link.js'
import { readPages } from '../paging/read-pages.js'
import { addressOf, copyQuery, readBaseUrl } from '../request/address.js'
import { isAbsent } from '../request/is-absent.js'
import { ask } from './ask.js'
import type { Asking, Question } from './asking.js'
import { defaultMaximumWaitMs, type HttpInternals, openConnection, readHeaders } from './connection.js'
import type { FetchedAnswer } from './fetch-answer.js'
import { createTurningFetch, defaultBounds } from './guarded-fetch.js'
import { entriesOf } from './header-entries.js'
import { createWaitReport } from './report-waits.js'
import { createSecretFilter } from './secret-filter.js'

/** As `createHttpSource`, with a time of its own. */
export function openHttpSource(
  context: HttpSourceContext,
  options: HttpSourceOptions,
  internals: HttpInternals,
): HttpSource {
  const { name, foreignLinks } = options
  // Each question in progress listens to it, and there may be many.
  setMaxListeners(0, context.signal)
  const base = readBaseUrl(name, options.baseUrl)
  const headers = readHeaders(name, options.headers ?? {})
  const asking = createAsking(context, options, { base, headers, internals })
  const questionOf = (method: Question['method'], path: string, options: AskOptions): Question => {
    const { query, headers: own = {} } = options
    const url = addressOf({ name, base, foreignLinks }, path, query)
    const isOfPart = options.isOfPart ?? !isOwnQuestion(url.pathname)
    const all = new Headers(headers)
    for (const [key, value] of entriesOf(readHeaders(name, own, {}))) all.set(key, value)
    return { name: `${method} ${url.pathname}`, method, url, headers: all, isOfPart, isIdempotent: method === 'GET' }
  }
  async function get<Body>(
    path: string,
    options: AskOptions & Partial<AbsentOption> & { etag?: string | null | undefined } = {},
  ): Promise<HttpAnswer<Body> | NotModified | undefined> {
    const question = questionOf('GET', path, options)
    if (options.etag) question.headers.set('if-none-match', options.etag)
    const answer = await ask(asking, question).catch((error: unknown) => {
      if (isAbsent(error, options.absentOn)) return undefined
      throw error
    })
    if (answer === undefined) return undefined
    return answer.status === 304 ? { isModified: false } : answerOf<Body>(name, answer)
  }
  const source: HttpSource = {
    // A question without a tag has no answer 304, and one without absentOn is answered: else it is an error.
    get: get as HttpSource['get'],
    async post<Body>(path: string, options: Parameters<HttpSource['post']>[1] = {}) {
      const question = questionOf('POST', path, options)
      if (options.json !== undefined) {
        question.headers.set('content-type', 'application/json')
        question.text = JSON.stringify(options.json)
      }
      return answerOf<Body>(name, await ask(asking, { ...question, isIdempotent: options.isIdempotent ?? false }))
    },
    pages(path, options) {
      // At the call, and not when the first page is taken.
      const { query, headers } = options
      const taken = {
        ...options,
        ...(query && { query: copyQuery(query) }),
        ...(headers && { headers: { ...headers } }),
      }
      return readPages({ name, base, foreignLinks, log: context.log, get: source.get, post: source.post }, path, taken)
    },
    now: () => asking.connection.clock.now(),
    usage: asking.usage,
  }
  return source
}

const retriesOfRun = 3
/** Somebody sits before a check, and looks again when it fails. */
const retriesOfCheck = 1
const maximumWaitOfCheckMs = 5_000

interface Opened {
  base: URL
  headers: Headers
  internals: HttpInternals
}

function createAsking(
  context: HttpSourceContext,
  options: HttpSourceOptions,
  { base, headers, internals }: Opened,
): Asking {
  const isCheck = context.shared === undefined
  const { name, retries = isCheck ? retriesOfCheck : retriesOfRun } = options
  const { maximumWaitMs = isCheck ? maximumWaitOfCheckMs : defaultMaximumWaitMs } = options
  const { timeoutMs = defaultBounds.timeoutMs, largestBytes = defaultBounds.largestBytes } = options
  const usage = { requests: 0, notModified: 0, waitedMs: 0 }
  const { isAllowedAddress } = context
  const guard = { baseUrl: base.href, largestBytes, timeoutMs, addressName: `the address of ${name}`, isAllowedAddress }
  const time = { ...machineTime, ...internals }
  return {
    ...options,
    retries,
    timeoutMs,
    maximumWaitMs,
    connection: openConnection(context, options, base, headers, internals),
    signal: context.signal,
    timeLeftMs: context.timeLeftMs ?? (() => Number.POSITIVE_INFINITY),
    fetchIn: (turn) => createTurningFetch(guard, turn),
    time,
    retryBaseMs: internals.retryBaseMs ?? 1_000,
    usage,
    log: context.log,
    reportWait: createWaitReport({ name, log: context.log, usage, monotonicMs: time.monotonicMs }),
    withoutSecrets: createSecretFilter(headers),
  }
}

function answerOf<Body>(name: string, { status, headers, body, url }: FetchedAnswer): HttpAnswer<Body> {
  const link = nextLink(headers.get('link'))
  if (link !== null && !URL.canParse(link, url)) throw new TransientError(`${name} links to what is no address.`)
  const next = link === null ? null : new URL(link, url).href
  // The caller knows the body of what it asks for; what is read of it is checked where it is mapped.
  return { isModified: true, status, url: url.href, headers, body: body as Body, etag: headers.get('etag'), next }
}
