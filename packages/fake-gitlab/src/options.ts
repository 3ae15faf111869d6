/** How the server is started. */
export interface FakeGitlabOptions {
  /** Port on 127.0.0.1; default: any that is free. */
  readonly port?: number
  /** Milliseconds before each answer; concurrent requests wait at the same time. Default 0. */
  readonly latencyMs?: number
  /** Of everything that is made up. Default 1. */
  readonly seed?: number
  /** GitLab's clock, to the millisecond. Default: the machine's. */
  readonly now?: () => Date
  /** Where the server lies, such as `/gitlab`. Default: the root. */
  readonly relativePath?: string
  /** What the server prints in front of paths in links, where that isn't its own address, as behind a proxy. */
  readonly externalUrl?: string
  /**
   * `15.0` has neither times of approvals, nor committer dates or filters by change in GraphQL; the newest has all. `none` in
   * `graphql` answers 404 there. Default `18`.
   */
  readonly version?: '15.0' | '18'
  /** Default true. */
  readonly hasGraphql?: boolean
  /**
   * Offset from which lists that keyset paging can read are refused. Default 50,000.
   * https://docs.gitlab.com/administration/instance_limits/#max-offset-allowed-by-the-rest-api-for-offset-based-pagination
   */
  readonly maximumOffset?: number
}
