import type { ExecutionContext } from '@data-import/core/provider'
import type { RenewableCredentials } from '../credentials/credentials.js'
import type { QuotaLimit } from '../limits/quota-limit.js'

/** What a source needs of a run's context, or of a check's, which has a signal alone and no `shared`. */
export type HttpSourceContext = Pick<ExecutionContext, 'signal'> &
  Partial<Pick<ExecutionContext, 'shared' | 'timeLeftMs' | 'log' | 'isAllowedAddress'>>

/** What came, before it is judged. */
export interface ReceivedAnswer {
  status: number
  headers: Headers
  /** What the text was read as; the text itself where it is no JSON; null where there is none. */
  body: unknown
  /** How often the question has been asked, from 1. */
  attempt: number
  /** The outside system's time when it answered, where its answers tell it; else this machine's. */
  now: Date
  /** What was asked, for messages: `GET /boards`. */
  question: string
}

/** How an HTTP API is read. */
export interface HttpSourceOptions {
  /** What people call the outside system, for messages: `Acme Board`. */
  name: string
  /** Address that all paths are below, without a query. Requests, redirects and next links stay on its origin, whatever an answer says. */
  baseUrl: string
  /**
   * What becomes of a next link to another origin, as where a proxy prints its own host: it is refused, or its path and query
   * are asked for on the origin of `baseUrl`. Redirects to others are refused in any case. Default: `refuse`.
   */
  foreignLinks?: 'refuse' | 'path'
  /**
   * Sent with each request: `{ authorization: 'Bearer …' }`. Scripts of a pass with the same headers and origin share their
   * limits. `accept` and `user-agent` have defaults.
   */
  headers?: Readonly<Record<string, string>>
  /** Credentials that expire within a pass: their headers are sent too, renewed before they expire and once after a 401. */
  credentials?: RenewableCredentials
  /** Requests at once, of all scripts that share limits; the first of them says it. Default: 4. */
  concurrency?: number
  /**
   * How often a question is asked again after a network error, 408, 425 or 5xx: after 1 to 2 s, then twice as long each
   * time. Default: 3; 1 in a check, before which somebody sits.
   */
  retries?: number
  /** Milliseconds for one answer, from the request to the end of its body. Default: 60,000. */
  timeoutMs?: number
  /** Bytes of one answer, decompressed. Of those above 4 MiB one at a time is read. Default: 16 MiB. */
  largestBytes?: number
  /** Milliseconds that one question may wait for limits, within what the pass has left. Default: 15 minutes; 5 s in a check. */
  maximumWaitMs?: number
  /**
   * Reads a limit that the vendor reports in its own way. Where it returns undefined, `Retry-After`, `RateLimit-Reset` and
   * `X-RateLimit-Reset` are read; null: the answer reports no limit, whatever its headers hold.
   */
  quotaOf?(answer: ReceivedAnswer): QuotaLimit | null | undefined
  /**
   * Makes an error of an answer, also of a 200 that says it failed. A `TransientError` is asked for again as often as
   * a 5xx; a `ConfigurationError` for a 401 replaces the usual one.
   */
  errorOf?(answer: ReceivedAnswer): Error | undefined
  /**
   * What an error's body says, for messages, where it stands under a name of the vendor's own:
   * `(body) => (body as { fault?: string }).fault`. Where it gives nothing or throws, the usual names are read: `message`,
   * `error`, `detail` and more.
   */
  messageOf?(body: unknown): string | undefined
  /**
   * Reads the text of an answer, at once, however long it is. What throws counts as broken off. Default: as JSON, with others
   * continuing in between; no more than two million values.
   */
  parse?(text: string): unknown
}
