/** How the server is started. */
export interface FakeJenkinsOptions {
  /** Port on 127.0.0.1; default: any that is free. */
  readonly port?: number
  /** Milliseconds before each answer. Default 0. */
  readonly latencyMs?: number
  /** Of everything that is made up. Default 1. */
  readonly seed?: number
  /** Jenkins's clock. Default: the machine's. */
  readonly now?: () => Date
  /** Where it lies below the origin. Default `/jenkins`. */
  readonly basePath?: string
  /** The root address that Jenkins prints, which is often a wrong one. Default: the one that it is served at. */
  readonly rootUrl?: string
  /** What somebody without credentials may do: everything, nothing (403), or only log in (302 to a page). Default `refused`. */
  readonly anonymous?: 'read' | 'refused' | 'login-page'
  /** What the header `X-Jenkins` says. Default `2.504.1`. */
  readonly version?: string
  /** Whether the plugin for the stage view is installed. Default: true. */
  readonly hasStageView?: boolean
  /** Whether builds show their tests among their actions, as the JUnit plugin does. Default: true. */
  readonly showsTests?: boolean
}
