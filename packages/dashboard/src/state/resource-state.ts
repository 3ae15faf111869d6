import type { LedgerRow } from '@data-import/ledger'
import { dateOf } from '../queries/date-of.js'
import type { RunningRunState } from './running-state.js'

/**
 * What is known of a resource. `whole`: all of it is there. `parts`: all but some partitions. `broken`: its newest run imported nothing, or left
 * something out that no partition tells. `never`: no run of it has ended.
 */
export type Completeness = 'whole' | 'parts' | 'broken' | 'never'

/** How far one resource of a data source is imported. */
export interface ResourceState {
  dataSourceId: string
  source: string
  provider: string
  resource: string
  completeness: Completeness
  /** Up to when all of it is complete; of `parts`, all that is complete. Null: not known. */
  completeUpTo: Date | null
  partitions: LedgerRow['partitions']
  /** Partitions that should be complete and aren't. */
  open: number
  /** The newest run that ended. */
  lastRun: { id: string; status: string; error: string | null; endedAt: Date | null; saved: number } | null
  /** When the first run failed after the last one that imported anything. */
  failedSince: Date | null
  /** Records that the database refused and that were not read again since. */
  refused: number
  running: RunningRunState | null
  isLeftOut: boolean
}

/** What one row of the ledger says. */
export function resourceState(
  row: LedgerRow & { resource: string },
  more: Pick<ResourceState, 'refused' | 'running' | 'isLeftOut'>,
): ResourceState {
  const { failed = 0, unavailable = 0, incomplete = 0 } = row.partitions ?? {}
  const open = failed + unavailable + incomplete
  const completeness = completenessOf(row, open)
  return {
    dataSourceId: row.dataSourceId,
    source: row.source,
    provider: row.provider,
    resource: row.resource,
    completeness,
    completeUpTo: dateOf(completeness === 'parts' ? row.settledUpTo : row.completeUpTo),
    partitions: row.partitions,
    open,
    lastRun:
      row.lastRunId === null || row.lastStatus === null
        ? null
        : {
            id: row.lastRunId,
            status: row.lastStatus,
            error: row.lastError,
            endedAt: dateOf(row.lastEndedAt),
            saved: row.lastSaved ?? 0,
          },
    failedSince: dateOf(row.failedSince),
    ...more,
  }
}

function completenessOf({ lastStatus, partitions }: LedgerRow, open: number): Completeness {
  if (lastStatus === null) return 'never'
  const imported = lastStatus === 'COMPLETED' || lastStatus === 'PARTIAL'
  // A run in which each partition failed is FAILED, and its partitions say why.
  const isEachOpen = lastStatus === 'FAILED' && open > 0 && partitions?.complete === 0
  if (open > 0) return imported || isEachOpen ? 'parts' : 'broken'
  return lastStatus === 'COMPLETED' ? 'whole' : 'broken'
}
