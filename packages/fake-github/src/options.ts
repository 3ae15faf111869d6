/** How the server is started. */
export interface FakeGithubOptions {
  /** Port on 127.0.0.1; default: any that is free. */
  readonly port?: number
  /** Milliseconds before each answer; concurrent requests wait at the same time. Default 0. */
  readonly latencyMs?: number
  /** Of everything that is made up. Default 1. */
  readonly seed?: number
  /** GitHub's clock: the header `Date` and every `updated_at`. Default: the machine's. */
  readonly now?: () => Date
  /** `enterprise` serves `/api/v3` and `/api/graphql`, without rate limits. Default `github.com`. */
  readonly flavor?: 'github.com' | 'enterprise'
  /** Where git repositories are made; default: a new folder for temporary files, removed by `close`. */
  readonly directory?: string
}
