import type { SaveResult } from '../contract/execution-context.js'
import type { Json } from '../contract/json.js'
import type { PartitionContext, PartitionDescription, WalkEnd } from '../contract/partition.js'
import { PassStoppedError } from '../errors/import-error.js'
import type { AroundRows } from '../save/create-saver.js'
import type { RowWrite } from '../tables/table-definition.js'
import { dayMs } from '../windows/calculate-date-range.js'
import type { LedgerChange, LedgerEntry, PartitionStatus } from './ledger.js'
import { PartitionSkipped } from './partition-skipped.js'
import type { PartitionsScope } from './partitions-scope.js'

// biome-ignore lint/suspicious/noConfusingVoidType: a walk that has nothing to add returns nothing
export type Walk = (partition: PartitionContext) => Promise<WalkEnd | void>

/** What became of one partition in this run. */
export interface PartitionOutcome {
  key: string
  name: string
  status: PartitionStatus
  reason?: string
  /** Up to where it is complete now. */
  watermark: Date | null
  error?: unknown
}

/**
 * Walks one partition to the end of the pass's window. A walk that a crash or a deadline cut short is ended first,
 * over its own window; then what came since is walked.
 */
export async function walkPartition(
  scope: PartitionsScope,
  partition: PartitionDescription,
  entry: LedgerEntry | undefined,
  walk: Walk,
): Promise<PartitionOutcome> {
  const { key, name = key } = partition
  let known = scope.isBackfill ? undefined : entry
  const pending = { imported: 0, failed: 0 }
  const take = () => {
    const taken = { recordsImported: pending.imported, recordsFailed: pending.failed }
    pending.imported = 0
    pending.failed = 0
    return taken
  }
  const record = (change: Omit<LedgerChange, 'key' | 'name' | 'recordsImported' | 'recordsFailed'>) =>
    scope.isBackfill ? Promise.resolve() : scope.record({ key, name, ...change, ...take() })
  const outcome = (
    status: PartitionStatus,
    watermark: Date | null,
    reason?: string,
    error?: unknown,
  ): PartitionOutcome => ({
    key,
    name,
    status,
    watermark,
    ...(reason === undefined ? {} : { reason }),
    ...(error === undefined ? {} : { error }),
  })

  for (;;) {
    const resumed =
      known?.windowEnd && known.windowStart ? { start: known.windowStart, end: known.windowEnd } : undefined
    const wholeWindow = new Date(scope.endDate.getTime() - scope.importWindowDays * dayMs)
    const startDate = scope.isBackfill ? scope.startDate : (resumed?.start ?? known?.watermark ?? wholeWindow)
    const endDate = resumed?.end ?? scope.endDate
    const save = async (
      rows: readonly RowWrite[],
      change: Omit<LedgerChange, 'key' | 'name' | 'recordsImported' | 'recordsFailed'>,
    ) => {
      const after: NonNullable<AroundRows['after']> = async (transaction, saved) => {
        if (scope.isBackfill) return
        await scope.record(
          { key, name, ...change, recordsImported: saved.inserted + saved.updated, recordsFailed: saved.failed },
          transaction,
        )
      }
      return scope.save(rows, { after }, name)
    }
    let cursor: Json = resumed ? (known?.cursor ?? null) : null
    try {
      scope.throwIfStopped()
      const end =
        (await walk({
          key,
          name,
          startDate,
          endDate,
          cursor,
          state: known?.state ?? null,
          signal: scope.signal,
          log: scope.log,
          async checkpoint(page): Promise<SaveResult> {
            scope.signal.throwIfAborted()
            cursor = page.cursor
            const saved = await save(page.rows, {
              status: 'INCOMPLETE',
              reason: null,
              walk: { cursor, windowStart: startDate, windowEnd: endDate },
            })
            scope.throwIfStopped()
            return saved
          },
          skip(reason) {
            throw new PartitionSkipped(reason)
          },
        })) ?? {}
      scope.signal.throwIfAborted()
      const note = end.note === undefined ? null : scope.redact(end.note)
      await save(end.rows ?? [], {
        status: 'COMPLETE',
        reason: note,
        watermark: endDate,
        walk: null,
        ...(end.state === undefined ? {} : { state: end.state }),
      })
      if (!resumed) return outcome('COMPLETE', scope.isBackfill ? null : endDate, note ?? undefined)
      known = {
        status: 'COMPLETE',
        watermark: endDate,
        cursor: null,
        state: end.state === undefined ? (known?.state ?? null) : end.state,
        windowStart: null,
        windowEnd: null,
      }
    } catch (error) {
      const watermark = known?.watermark ?? null
      if (error instanceof PartitionSkipped) {
        const reason = scope.redact(error.message)
        await record({ status: 'SKIPPED', reason, walk: null })
        return outcome('SKIPPED', watermark, reason)
      }
      if (error instanceof PassStoppedError || scope.signal.aborted) {
        // The cursor of the last checkpoint is in the ledger already.
        return outcome('INCOMPLETE', watermark, 'the pass was stopped; the next one goes on here')
      }
      const safe = scope.redactError(error)
      const reason = safe instanceof Error ? safe.message : String(safe)
      await record({ status: 'FAILED', reason })
      return outcome('FAILED', watermark, reason, safe)
    }
  }
}
