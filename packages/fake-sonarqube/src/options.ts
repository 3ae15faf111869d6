/** Which SonarQube it is: a server 9.9 LTA, a server 25.x (Community Build), or SonarQube Cloud. */
export type Flavor = '9.9' | '25' | 'cloud'

/** How the fake is started. */
export interface FakeSonarqubeOptions {
  /** Default: `25`. */
  readonly flavor?: Flavor
  /** Default: any that is free. */
  readonly port?: number
  /** Context path, such as `/sonar`. Default: the root. */
  readonly basePath?: string
  /** The server's clock. Default: the machine's. */
  readonly now?: () => Date
  /** Of everything that is made up. Default: 1. */
  readonly seed?: number
  /** Before each answer, in milliseconds. Default: 0. */
  readonly latencyMs?: number
  /** Minutes by which the server's zone is ahead of UTC, in which it prints dates. Default: 180. */
  readonly zoneMinutes?: number
}
