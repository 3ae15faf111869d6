/** A request as hooks and faults see it. */
export interface FakeRequest {
  readonly method: string
  /** Without the base of an Enterprise Server. */
  readonly path: string
  readonly query: URLSearchParams
  readonly body: string
  /** Null for REST. */
  readonly graphql: { readonly query: string; readonly operation: string | null } | null
  /** 1 for the first request of the server's life. */
  readonly count: number
}

/** Which requests fail: by method and path with query (`GET /repos/acme/web?page=2`), or as a function says. */
export type RequestMatch = RegExp | ((request: FakeRequest) => boolean)

/** One fault. */
export interface Fault {
  readonly match: RequestMatch
  /** Default 500. */
  readonly status?: number
  /** Sent as JSON, or as it is if it is text. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** How often; default: until it is restored. */
  readonly times?: number
  /** `destroy` ends the socket, `truncate` cuts the true answer, `hang` never answers, `html` is a proxy's page. */
  readonly kind?: 'answer' | 'destroy' | 'truncate' | 'hang' | 'html'
}

/** Which GraphQL queries are too much for a server. */
export interface GraphqlTimeout {
  /** A connection's `first` above this fails. */
  readonly first?: number
  /** A query that could give more nodes than this fails. */
  readonly maximumNodes?: number
  /** Only queries that ask for additions or deletions fail. Default false. */
  readonly onlyLineStats?: boolean
  readonly times?: number
}

/** Where and how often a ready fault strikes; default: everywhere, until restored. */
export interface FaultPlace {
  readonly match?: RequestMatch
  readonly times?: number
}

/** Makes the server fail; each returns what ends that fault. */
export interface FakeFaults {
  fail(fault: Fault): () => void
  /** 403 with `retry-after`. */
  secondaryLimit(place: FaultPlace & { readonly retryAfterSeconds: number }): () => void
  /** 403 whose message alone tells it: `x-ratelimit-remaining` is above 0 and there is no `retry-after`. */
  secondaryLimitInBody(place?: FaultPlace): () => void
  /** HTTP 200 with `errors[].type` `RATE_LIMITED`. */
  graphqlRateLimited(place?: FaultPlace): () => void
  /** 502 for queries that are too large. */
  graphqlTimeout(timeout: GraphqlTimeout): () => void
  /** 401 `Bad credentials`. */
  expiredToken(place?: FaultPlace): () => void
  /** 403 with `x-github-sso`. */
  singleSignOn(place?: FaultPlace): () => void
  /** 403 `Resource not accessible by personal access token`. */
  notAccessible(place?: FaultPlace): () => void
  /** Everything from the given request on fails with 503; default: from now on. */
  outage(options?: { readonly fromRequest?: number; readonly kind?: 'destroy' }): () => void
  /** The next link of a page leads to `traffic.otherOrigin`. */
  foreignNextLink(place?: FaultPlace): () => void
  /** The answer is a 302 to `traffic.otherOrigin`. */
  foreignRedirect(place?: FaultPlace): () => void
  /** Called, and awaited, before each answer; returns what removes it. */
  onRequest(hook: (request: FakeRequest) => void | Promise<void>): () => void
  /** Ends every fault and hook. */
  restore(): void
}
