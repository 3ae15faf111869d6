/** One request, without its token. */
export interface TrafficEntry {
  readonly method: string
  readonly path: string
  readonly query: string
  readonly status: number
  /** Last four characters of the token, empty without one. */
  readonly token: string
  /** Name of the GraphQL operation, null for REST. */
  readonly operation: string | null
  /** GraphQL points, 0 for REST. */
  readonly points: number
}

/** What arrived since the start or the last `reset`. */
export interface FakeTraffic {
  /** Answers that counted against a quota. */
  readonly requests: number
  /** 304 answers to an authorised request, which count against none. */
  readonly notModified: number
  readonly rest: number
  readonly graphql: number
  /** GraphQL points. */
  readonly points: number
  /** How often each route was asked, such as `GET /repos/{owner}/{repo}/pulls`. */
  readonly byRoute: ReadonlyMap<string, number>
  /** The most requests that were open at the same time. */
  readonly maximumConcurrent: number
  /** The last 10,000 requests, oldest first. */
  readonly log: readonly TrafficEntry[]
  /** Another origin on loopback, that no token of ours has business with. */
  readonly otherOrigin: string
  /** Values of `Authorization` that arrived at `otherOrigin`. */
  readonly foreignAuthorizations: readonly string[]
  reset(): void
}
