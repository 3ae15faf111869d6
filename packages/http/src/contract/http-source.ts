import type { Query } from '../request/address.js'
import type { HttpUsage } from './http-usage.js'
import type { PagesOptions } from './pages-options.js'
import type { Page } from './paging.js'

/** An answer with a body. */
export interface HttpAnswer<Body> {
  isModified: true
  status: number
  /** Address that it came from: where a redirect led to, else what was asked. */
  url: string
  /** As the caller claims it to be; null where the answer has none. What is read of it is checked where it is mapped. */
  body: Body
  headers: Headers
  /** For the next question; null where the answer has none. */
  etag: string | null
  /** Whole address of the next page by the `Link` header; null at the end. */
  next: string | null
}

/** What was asked for is as it was. */
export interface NotModified {
  isModified: false
}

/** What belongs to one question. */
export interface AskOptions {
  query?: Query
  headers?: Readonly<Record<string, string>>
  /**
   * Whether it is asked about something in a walk's partition, so that its refusal says nothing of the partition. Default: of each
   * question of a walk but those for what its first one was for.
   */
  isOfPart?: boolean
}

/** What may not be there, although what it belongs to is. */
export interface AbsentOption {
  /** Statuses that say that there is no such thing: `[404]`. It is undefined then, and no error. */
  absentOn: readonly number[]
}

/** An outside system's HTTP API for one run. Each question throws what {@link createHttpSource} says. */
export interface HttpSource {
  /**
   * One question, whose body is handed over as it came, whatever its form: a list that comes whole is read with
   * `pages` and {@link onePage}, which look whether it is one.
   * @param path below the base address, with foreign values in it by `encodeURIComponent`; or a whole address on its
   * origin, as a next link is
   */
  get<Body>(path: string, options?: AskOptions & { etag?: undefined; absentOn?: undefined }): Promise<HttpAnswer<Body>>
  /**
   * As above, for what may not be there: the approvals of a merge request that was deleted since it was listed. Undefined where
   * the answer says so.
   */
  get<Body>(
    path: string,
    options: AskOptions & AbsentOption & { etag?: undefined },
  ): Promise<HttpAnswer<Body> | undefined>
  /** As above, with the tag of an earlier answer: where it is still the same, the answer says so and has no body. */
  get<Body>(
    path: string,
    options: AskOptions & { etag: string | null | undefined; absentOn?: undefined },
  ): Promise<HttpAnswer<Body> | NotModified>
  /** As both. */
  get<Body>(
    path: string,
    options: AskOptions & AbsentOption & { etag: string | null | undefined },
  ): Promise<HttpAnswer<Body> | NotModified | undefined>
  /** A question with a body: a search, a GraphQL query. */
  post<Body>(path: string, options?: PostOptions): Promise<HttpAnswer<Body>>
  /**
   * Reads a list, page by page, each only when the one before was taken. A position that comes again, or
   * a counted page that equals the one before, is a `TransientError`, and so is an answer that holds no list.
   */
  pages<Item, Body = readonly Item[]>(path: string, options: PagesOptions<Item, Body>): AsyncGenerator<Page<Item, Body>>
  /** The outside system's time, by its answers, never ahead of it; null before the first answer. */
  now(): Date | null
  readonly usage: HttpUsage
}

/** What belongs to one question with a body. */
export interface PostOptions extends AskOptions {
  /** Sent as JSON. */
  json?: unknown
  /**
   * Whether asking twice is as good as asking once, as with searches: only then it is repeated when it may have arrived.
   * Default: false.
   */
  isIdempotent?: boolean
}
