import type { DatabaseClient } from '@data-import/core'

/** A client for the database of one rule. */
export interface ConformanceClient extends DatabaseClient {
  /** Closes its connections; called when the rule is over. */
  $disconnect?(): Promise<unknown>
}

/** Where the databases of the rules are made. */
export interface ConformanceDatabase {
  /**
   * Connection string of a server whose user may create databases. Default: `TEST_DATABASE_URL`, else a server of
   * `@data-import/embedded-database`, if that package is installed.
   */
  url?: string
  /**
   * Name of a migrated database on that server that is copied for each rule, with its foreign keys. Default: none; the
   * tables are made from `provider.tables`.
   */
  template?: string
}
