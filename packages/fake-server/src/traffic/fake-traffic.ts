/** One request, without its credentials. */
export interface TrafficEntry {
  readonly method: string
  readonly path: string
  readonly query: string
  /** 0 where the socket ended without an answer. */
  readonly status: number
  /** Such as `GET /projects/{id}/jobs`, null where no route answered. */
  readonly route: string | null
}

/** What arrived since the start or the last `reset`. */
export interface FakeTraffic {
  readonly requests: number
  /** How often each route was asked. */
  readonly byRoute: ReadonlyMap<string, number>
  /** The most requests that were open at the same time. */
  readonly maximumConcurrent: number
  /** The last 10,000 requests, oldest first. */
  readonly log: readonly TrafficEntry[]
  /** Another origin on loopback, where no credentials of ours belong. */
  readonly otherOrigin: string
  /** Credentials that arrived at `otherOrigin`. */
  readonly foreignCredentials: readonly string[]
  reset(): void
}
