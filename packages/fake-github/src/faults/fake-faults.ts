import type * as shared from '@data-import/fake-server'

/** A request as hooks and faults see it. */
export interface FakeRequest extends shared.FakeRequest {
  /** Null for REST. */
  readonly graphql: { readonly query: string; readonly operation: string | null } | null
}

/** Which requests fail: by method and path with query (`GET /repos/acme/web?page=2`), or as a function says. */
export type RequestMatch = shared.RequestMatch<FakeRequest>

/** One fault. */
export interface Fault extends shared.Fault<FakeRequest> {
  readonly match: RequestMatch
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
export type FaultPlace = shared.FaultPlace<FakeRequest>

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
