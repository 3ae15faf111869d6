import {
  ConfigurationError,
  type IsAllowedAddress,
  requireAllowedAddress,
  TransientError,
} from '@data-import/core/provider'
import { boundedBody } from './bounded-body.js'
import type { LargeBodyTurn } from './large-bodies.js'
import { createTimeLimit, type TimeLimit } from './time-limit.js'

/** Where requests may go, and what an answer may take. */
export interface GuardedFetchOptions {
  /** Requests, and redirects of them, stay on its origin. */
  baseUrl: string
  /** What sets that address, for messages. Default: `the configured address`. */
  addressName?: string
  /** Of one answer, decompressed. Default: 16 MiB. */
  largestBytes?: number
  /** For one answer, from the request to the end of its body, redirects included. Default: 60,000. */
  timeoutMs?: number
  /** Asked before each request and each redirect of it, as `context.isAllowedAddress`. Default: all on the origin are allowed. */
  isAllowedAddress?: IsAllowedAddress | undefined
  /** What sends. Default: the runtime's own. */
  fetch?: typeof globalThis.fetch
}

export const defaultBounds = { largestBytes: 16 * 1024 * 1024, timeoutMs: 60_000 }

const mostRedirects = 3
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/**
 * A `fetch` whose requests never leave the origin of `baseUrl`, whatever a link or a redirect says: the token goes
 * nowhere else. Answers are bounded in size and time. {@link createHttpSource} has it built in; a client of the vendor's
 * may take it for its own. A 303 to what isn't read (POST) is given as it came: what it leads to is another question.
 *
 * It throws `ConfigurationError` for another origin or an address that isn't allowed, and `TransientError` for an answer that is too large, or
 * more than three redirects.
 */
export function createGuardedFetch(options: GuardedFetchOptions): typeof globalThis.fetch {
  return createTurningFetch(options, undefined)
}

/** As {@link createGuardedFetch}, whose large bodies take a turn. */
export function createTurningFetch(
  options: GuardedFetchOptions,
  turn: LargeBodyTurn | undefined,
): typeof globalThis.fetch {
  const { addressName = 'the configured address', fetch = globalThis.fetch } = options
  const { largestBytes, timeoutMs } = { ...defaultBounds, ...options }
  const { origin } = new URL(options.baseUrl)
  const onOrigin = (url: URL) => {
    if (url.origin === origin) return url
    throw new ConfigurationError(
      `${origin} points to another host (${url.origin}): requests with the token stay on ${addressName}. Is it right?`,
    )
  }
  return async function guardedFetch(input, ownInit = {}) {
    const given = ownInit.signal ?? (input instanceof Request ? input.signal : undefined)
    const limit = createTimeLimit(timeoutMs, given)
    try {
      let url = onOrigin(new URL(input instanceof Request ? input.url : input))
      const init = await initOf(input, ownInit)
      for (let hops = 0; ; hops++) {
        await requireAllowedAddress(options.isAllowedAddress, url, capitalized(addressName))
        limit.signal.throwIfAborted()
        const answer = await fetch(url, { ...init, redirect: 'manual', signal: limit.signal })
        const location = answer.headers.get('location')
        const isDone = answer.status === 303 && !isReading(init)
        if (isDone || !redirects.has(answer.status) || location === null) {
          const whole = bounded(answer, largestBytes, limit, turn)
          // A response that is made by hand has none, and relative links are meant from here.
          return Object.defineProperties(whole, { url: { value: url.href }, redirected: { value: hops > 0 } })
        }
        await answer.body?.cancel()
        if (hops === mostRedirects) throw new TransientError(`${origin} redirects in circles.`)
        url = onOrigin(target(location, url, origin))
      }
    } catch (error) {
      limit.end()
      // Whatever the reason of the abort: Octokit repeats everything that isn't named so.
      if (given?.aborted) throw new DOMException('The request was cancelled.', 'AbortError')
      throw error
    }
  }
}

/** What a request says, with its whole body, which a redirect may need again. */
export async function initOf(input: RequestInfo | URL, own: RequestInit): Promise<RequestInit> {
  if (!(input instanceof Request)) return own
  const request = input
  const { method, headers } = request
  const body = request.body === null || own.body ? null : await request.arrayBuffer()
  return { method, headers, ...(body && { body }), ...own }
}

function isReading({ method = 'GET' }: RequestInit): boolean {
  return ['GET', 'HEAD'].includes(method.toUpperCase())
}

function target(location: string, from: URL, origin: string): URL {
  if (!URL.canParse(location, from)) throw new TransientError(`${origin} redirects to what is no address.`)
  const url = new URL(location, from)
  // `fetch` takes no address with credentials, and shows them in its error.
  url.username = ''
  url.password = ''
  return url
}

function bounded(answer: Response, largestBytes: number, limit: TimeLimit, turn: LargeBodyTurn | undefined): Response {
  if (answer.body === null) {
    limit.end()
    return answer
  }
  const { status, statusText, headers } = answer
  return new Response(boundedBody(answer.body, largestBytes, limit, turn), { status, statusText, headers })
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
