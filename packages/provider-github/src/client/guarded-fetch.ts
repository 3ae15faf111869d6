import { ConfigurationError, TransientError } from '@data-import/core/provider'

/** What an answer may take, in bytes and milliseconds. */
export interface AnswerBounds {
  largestBytes: number
  timeoutMs: number
}

const mostRedirects = 3
const redirects: ReadonlySet<number> = new Set([301, 302, 307, 308])

/**
 * A `fetch` whose requests never leave the origin of `apiUrl`, whatever a link or a redirect says: the token goes
 * nowhere else. Answers are bounded in size and time.
 */
export function createGuardedFetch(
  apiUrl: string,
  bounds: AnswerBounds,
  fetch = globalThis.fetch,
): typeof globalThis.fetch {
  const { origin } = new URL(apiUrl)
  const onOrigin = (url: URL) => {
    if (url.origin === origin) return url
    throw new ConfigurationError(
      `${origin} points to another host (${url.origin}): requests with the token stay on GITHUB_API_URL. Is it right?`,
    )
  }
  return async function guardedFetch(input, init = {}) {
    const given = init.signal ?? undefined
    const signal = AbortSignal.any([AbortSignal.timeout(bounds.timeoutMs), ...(given ? [given] : [])])
    let url = onOrigin(new URL(input instanceof Request ? input.url : input))
    for (let hops = 0; ; hops++) {
      const answer = await fetch(url, { ...init, redirect: 'manual', signal }).catch((error: unknown) => {
        // Whatever the reason of the abort: Octokit repeats everything that isn't named so.
        if (given?.aborted) throw new DOMException('The request was cancelled.', 'AbortError')
        throw error
      })
      const location = answer.headers.get('location')
      if (!redirects.has(answer.status) || location === null) return bounded(answer, bounds.largestBytes)
      await answer.body?.cancel()
      if (hops === mostRedirects) throw new TransientError(`${origin} redirects in circles.`)
      url = onOrigin(new URL(location, url))
    }
  }
}

function bounded(answer: Response, largestBytes: number): Response {
  if (answer.body === null) return answer
  let bytes = 0
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      bytes += chunk.byteLength
      if (bytes > largestBytes) {
        throw new TransientError(`An answer is larger than ${largestBytes} bytes; it was not read.`)
      }
      controller.enqueue(chunk)
    },
  })
  const { status, statusText, headers } = answer
  return new Response(answer.body.pipeThrough(limit), { status, statusText, headers })
}
