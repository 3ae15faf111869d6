import { ConfigurationError, TransientError } from '../errors/import-error.js'
import { boundedBody } from './bounded-body.js'
import { createTimeLimit, type TimeLimit } from './time-limit.js'

/** Where requests may go, and what an answer may take. */
export interface GuardedFetchOptions {
  /** Requests, and redirects of them, stay on its origin. */
  baseUrl: string
  /** What sets that address, for messages. Default: `the configured address`. */
  addressName?: string
  /** Of one answer, decompressed. Default: 64 MiB. */
  largestBytes?: number
  /** For one answer, from the request to the end of its body, redirects included. Default: 60,000. */
  timeoutMs?: number
  /** What sends. Default: the runtime's own. */
  fetch?: typeof globalThis.fetch
}

export const defaultBounds = { largestBytes: 64 * 1024 * 1024, timeoutMs: 60_000 }

const mostRedirects = 3
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * A `fetch` whose requests never leave the origin of `baseUrl`, whatever a link or a redirect says: the token goes
 * nowhere else. Answers are bounded in size and time. {@link createHttpSource} has it built in; a client of the vendor's
 * may take it for its own.
 *
 * It throws {@link ConfigurationError} for another origin and {@link TransientError} for an answer that is too large, or
 * more than three redirects.
 */
export function createGuardedFetch(options: GuardedFetchOptions): typeof globalThis.fetch {
  const { addressName = 'the configured address', fetch = globalThis.fetch } = options
  const { largestBytes, timeoutMs } = { ...defaultBounds, ...options }
  const { origin } = new URL(options.baseUrl)
  const onOrigin = (url: URL) => {
    if (url.origin === origin) return url
    throw new ConfigurationError(
      `${origin} points to another host (${url.origin}): requests with the token stay on ${addressName}. Is it right?`,
    )
  }
  return async function guardedFetch(input, init = {}) {
    const given = init.signal ?? undefined
    const limit = createTimeLimit(timeoutMs, given)
    try {
      let url = onOrigin(new URL(input instanceof Request ? input.url : input))
      let request: RequestInit = init
      for (let hops = 0; ; hops++) {
        const answer = await fetch(url, { ...request, redirect: 'manual', signal: limit.signal })
        const location = answer.headers.get('location')
        if (!redirects.has(answer.status) || location === null) return bounded(answer, largestBytes, limit)
        await answer.body?.cancel()
        if (hops === mostRedirects) throw new TransientError(`${origin} redirects in circles.`)
        url = onOrigin(target(location, url, origin))
        if (answer.status === 303) request = { ...init, method: 'GET', body: null }
      }
    } catch (error) {
      limit.end()
      // Whatever the reason of the abort: Octokit repeats everything that isn't named so.
      if (given?.aborted) throw new DOMException('The request was cancelled.', 'AbortError')
      throw error
    }
  }
}

function target(location: string, from: URL, origin: string): URL {
  if (!URL.canParse(location, from)) throw new TransientError(`${origin} redirects to what is no address.`)
  const url = new URL(location, from)
  // `fetch` takes no address with credentials, and shows them in its error.
  url.username = ''
  url.password = ''
  return url
}

function bounded(answer: Response, largestBytes: number, limit: TimeLimit): Response {
  if (answer.body === null) {
    limit.end()
    return answer
  }
  const { status, statusText, headers } = answer
  return new Response(boundedBody(answer.body, largestBytes, limit), { status, statusText, headers })
}
