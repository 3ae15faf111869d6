import type { RegisteredDb } from '../database/client.js'
import type { ExecutionContext } from './execution-context.js'

/** Code that imports one resource of one provider. */
export interface DataSourceScript<Db = RegisteredDb> {
  /** The provider, as in `DataSource.provider`: `'GITHUB'`, `'GIT'`. */
  dataSourceName: string
  /** What the script provides: `'commit'`, `'pull-request'`. */
  resource: string
  /** Resources that must have been imported before, without a provider's name: `['repository']`. */
  dependsOn: readonly string[]
  /** Days to look back when there is no watermark yet. */
  importWindowDays: number
  /**
   * Minutes before a watermark at which the next window begins, 0 for none: records show up late, and the other system's
   * clock isn't the database's. Rows that are read again and are equal aren't rewritten. Default: 5.
   */
  overlapMinutes?: number
  /**
   * Milliseconds after which a run is stopped: its `signal` aborts, and it is FAILED, resumable. Default: the
   * orchestrator's `scriptTimeoutMs`.
   */
  timeoutMs?: number
  /**
   * `'partitions'`: its partitions share no limit of the vendor, so where scripts run on workers, several walk partitions of one run
   * at the same time, each by one of them. `run` is then called on each of them, and what comes after `partitions` on one only.
   * Default: one worker has all scripts of a data source.
   */
  distribution?: 'partitions'
  run: (context: ExecutionContext<Db>) => Promise<void>
}
