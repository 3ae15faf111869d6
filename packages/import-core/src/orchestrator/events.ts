import type { SaveResult } from '../contract/execution-context.js'
import type { PassResult, RunOutcome } from './pass-result.js'

/** What happens during a pass, as it happens. Events carry no secret. */
export type PassEvent =
  | { type: 'pass-started'; passId: string; at: Date; runs: readonly Omit<RunIdentity, 'runId'>[] }
  | { type: 'pass-finished'; result: PassResult; at: Date }
  | ({ type: 'run-started'; at: Date; startDate: Date; endDate: Date } & RunIdentity)
  | ({ type: 'run-finished'; at: Date } & RunOutcome)
  | ({ type: 'rows-saved'; at: Date; partition?: string; saved: SaveResult } & RunIdentity)
  | ({ type: 'partition-started'; at: Date; key: string; name: string } & RunIdentity)
  | ({
      type: 'partition-finished'
      at: Date
      key: string
      name: string
      status: 'COMPLETE' | 'FAILED' | 'SKIPPED' | 'INCOMPLETE'
      reason?: string
    } & RunIdentity)
  | ({
      type: 'logged'
      at: Date
      level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'
      message: string
      recordId?: string
    } & RunIdentity)
  | { type: 'stale-runs-closed'; at: Date; count: number }
  | { type: 'lock-lost'; at: Date; reason: string }

/** Which run an event is about. */
export interface RunIdentity {
  runId: string
  dataSourceId: string
  /** The data source's own name. */
  dataSource: string
  /** The provider: `'GITHUB'`. */
  provider: string
  resource: string
}
