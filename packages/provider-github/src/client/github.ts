import { ConfigurationError, TransientError } from '@data-import/core/provider'
import { nextLink } from '@data-import/http'
import { readAnswer } from './answer-of-error.js'
import type { Connection } from './connection.js'
import { isNotModified } from './count-requests.js'
import { listIn } from './list-in.js'
import type { Usage } from './usage.js'

/** The answer to a conditional request. */
export type Answer<Body> =
  | { isModified: true; body: Body; etag: string | null; next: string | null }
  | { isModified: false }

/** GitHub for one run: what is asked is counted and ends when the run is aborted. */
export interface Github {
  /**
   * One REST request.
   * @param path below the API's address, or the whole address of a next page
   * @param etag of an earlier answer: where it is still the same, the answer is free and says so
   */
  get<Body>(path: string, etag?: string | null): Promise<Answer<Body>>
  /** Follows the server's next links to the end; page addresses can't be made up, GitHub changes them. */
  pages<Item>(path: string): AsyncGenerator<readonly Item[]>
  /**
   * One GraphQL query.
   * @param retries how often an answer 5xx is asked for again; a query that is too heavy needs to become lighter instead
   */
  query<Data>(query: string, variables: Record<string, unknown>, retries?: number): Promise<Data>
  /** Follows the cursor of the only list that the query has with `$cursor`. */
  listPages<Data>(query: string, variables: Record<string, unknown>): AsyncIterable<Data>
  /** GitHub's time; null before the first answer. */
  now(): Date | null
  readonly usage: Usage
}

const repeatsOfBrokenBodies = 2

export function createGithub(
  { octokit, clock, apiUrl }: Connection,
  usage: Usage,
  signal: AbortSignal,
  longestWaitMs?: () => number,
): Github {
  const request = { signal, usage, ...(longestWaitMs && { longestWaitMs }) }
  async function get<Body>(path: string, etag?: string | null): Promise<Answer<Body>> {
    for (let attempt = 0; ; attempt++) {
      try {
        const headers = etag ? { 'if-none-match': etag } : {}
        const {
          data,
          status,
          headers: answered,
        } = await octokit.request({ method: 'GET', url: path, headers, request })
        signal.throwIfAborted()
        if (status === 204 || isRead(data)) {
          const next = relativeTo(apiUrl, nextLink(answered.link), path)
          // The caller knows the body of what it asks for; what is read of it is checked where it is mapped.
          return { isModified: true, body: data as Body, etag: answered.etag ?? null, next }
        }
        if (attempt === repeatsOfBrokenBodies) throw new TransientError(`GitHub's answer to ${path} was no JSON.`)
      } catch (error) {
        if (isNotModified(error)) return { isModified: false }
        if (!isPassingPage(error) || attempt === repeatsOfBrokenBodies) throw error
      }
    }
  }
  return {
    get,
    async *pages<Item>(path: string) {
      for (let next: string | null = path; next !== null; ) {
        const answer: Answer<unknown> = await get<unknown>(next)
        if (!answer.isModified) return
        yield listIn<Item>(answer.body, next)
        next = answer.next
      }
    },
    async query<Data>(query: string, variables: Record<string, unknown>, retries?: number) {
      const options = retries === undefined ? request : { ...request, retries }
      for (let attempt = 0; ; attempt++) {
        const isLast = attempt === repeatsOfBrokenBodies
        const data = await octokit
          .graphql<(Data & WithCost) | undefined>(query, { ...variables, request: options })
          .catch((error: unknown) => {
            if (!isPassingPage(error) || isLast) throw error
            return undefined
          })
        signal.throwIfAborted()
        addCost(usage, data)
        if (isRead(data)) return data as Data
        if (isLast) throw new TransientError("GitHub's answer to a query was no JSON.")
      }
    },
    async *listPages<Data>(query: string, variables: Record<string, unknown>) {
      for await (const data of octokit.graphql.paginate.iterator<Data & WithCost>(query, { ...variables, request })) {
        addCost(usage, data)
        yield data
      }
    },
    now: clock.now,
    usage,
  }
}

interface WithCost {
  rateLimit?: { cost?: number } | null
}

/** Null where an Enterprise Server has no limits. */
function addCost(usage: Usage, data: WithCost | undefined): void {
  usage.points += data?.rateLimit?.cost ?? 0
}

/**
 * A next link without its host and the path of the API, as positions keep it: the API may be at another address when a walk
 * goes on there.
 * @throws {ConfigurationError} for a link to another host, which is never followed; the page counts as not read.
 */
function relativeTo(apiUrl: string, next: string | null, path: string): string | null {
  if (next === null) return null
  const base = new URL(apiUrl)
  const url = new URL(next, `${apiUrl}/`)
  if (url.origin !== base.origin) {
    throw new ConfigurationError(
      `GitHub's answer to ${path.replace(/\?.*$/s, '')} links to another host (${url.origin}) than ${base.origin}: requests with the token stay there. Is GITHUB_API_URL right? If so, the next pass asks again.`,
    )
  }
  const root = base.pathname.replace(/\/$/, '')
  return url.pathname.startsWith(`${root}/`) ? `${url.pathname.slice(root.length)}${url.search}` : url.href
}

/** A proxy's page in place of an answer, with the status of a good one, may be gone at the next try. */
function isPassingPage(error: unknown): boolean {
  const answer = readAnswer(error)
  return answer?.isPage === true && answer.status < 300
}

/** Octokit hands out the text of an answer that it can't parse, and an empty one of an answer that broke off. */
function isRead(data: unknown): boolean {
  return typeof data === 'object' && data !== null && !(data instanceof ArrayBuffer)
}
