import { ConfigurationError, TransientError } from '@data-import/core/provider'
import { nextLink } from '@data-import/http'
import { isNotModified } from './answer-of-error.js'
import type { Connection } from './connection.js'
import { listIn } from './list-in.js'
import { nextCursor, type PageInfo } from './next-cursor.js'
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
   * @param etag of an earlier answer: where it is still the same, the answer is free and says so. Null: there is none yet, but that of
   * this answer is kept
   */
  get<Body>(path: string, etag?: string | null): Promise<Answer<Body>>
  /** Follows the server's next links to the end; page addresses can't be made up, GitHub changes them. */
  pages<Item>(path: string): AsyncGenerator<readonly Item[]>
  /**
   * One GraphQL query.
   * @param mayBeTooHeavy whether a 5xx is not repeated, as such a query has to become lighter instead. Default: false
   */
  query<Data>(query: string, variables: Record<string, unknown>, mayBeTooHeavy?: boolean): Promise<Data>
  /** Follows the cursor of the list that the query has with `$cursor`, from `cursor` in the variables or the start. */
  listPages<Data>(
    query: string,
    variables: Record<string, unknown>,
    pageInfoOf: (data: Data) => PageInfo | undefined,
  ): AsyncIterable<Data>
  /** GitHub's time; null before the first answer. */
  now(): Date | null
  readonly usage: Usage
}

/** Who asks: what is counted, and how long one request may wait for limits, in milliseconds. */
export interface GithubRun {
  usage: Usage
  maximumWaitMs: number
}

export function createGithub(
  { octokit, clock, apiUrl, queryInTurn, fetchFor }: Connection,
  { usage, maximumWaitMs }: GithubRun,
  signal: AbortSignal,
): Github {
  const request = { signal, fetch: fetchFor({ usage, maximumWaitMs }) }
  const onceAfterFault = { signal, fetch: fetchFor({ usage, maximumWaitMs, isRepeatedAfterFault: false }) }
  async function get<Body>(path: string, etag?: string | null): Promise<Answer<Body>> {
    try {
      const headers = etag ? { 'if-none-match': etag } : {}
      const answer = await octokit.request({ method: 'GET', url: path, headers, request })
      signal.throwIfAborted()
      const { data, status } = answer
      if (status !== 204 && !isRead(data)) throw new TransientError(`GitHub's answer to ${path} was no JSON.`)
      const next = relativeTo(apiUrl, nextLink(answer.headers.link), path)
      // The caller knows the body of what it asks for; what is read of it is checked where it is mapped.
      return { isModified: true, body: data as Body, etag: answer.headers.etag ?? null, next }
    } catch (error) {
      if (isNotModified(error)) return { isModified: false }
      throw error
    }
  }
  async function query<Data>(text: string, variables: Record<string, unknown>, mayBeTooHeavy = false): Promise<Data> {
    const options = mayBeTooHeavy ? onceAfterFault : request
    const data = await queryInTurn(() =>
      octokit.graphql<(Data & WithCost) | undefined>(text, { ...variables, request: options }),
    )
    signal.throwIfAborted()
    addCost(usage, data)
    if (!isRead(data)) throw new TransientError("GitHub's answer to a query was no JSON.")
    return data as Data
  }
  return withLists({ get, query, now: clock.now, usage })
}

/** Follows lists by single questions. */
export function withLists(asking: Pick<Github, 'get' | 'query' | 'now' | 'usage'>): Github {
  const { get, query } = asking
  return {
    ...asking,
    async *pages<Item>(path: string) {
      for (let next: string | null = path; next !== null; ) {
        const answer: Answer<unknown> = await get<unknown>(next)
        if (!answer.isModified) return
        yield listIn<Item>(answer.body, next)
        next = answer.next
      }
    },
    async *listPages<Data>(
      text: string,
      variables: Record<string, unknown>,
      pageInfoOf: (data: Data) => PageInfo | undefined,
    ) {
      let cursor = typeof variables.cursor === 'string' ? variables.cursor : null
      do {
        const data: Data = await query<Data>(text, { ...variables, cursor })
        yield data
        const page = pageInfoOf(data)
        cursor = page ? nextCursor(page, cursor) : null
      } while (cursor !== null)
    },
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
 * continues there.
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

/** An answer that isn't JSON comes as its text, and one that broke off as null. */
function isRead(data: unknown): boolean {
  return typeof data === 'object' && data !== null
}
