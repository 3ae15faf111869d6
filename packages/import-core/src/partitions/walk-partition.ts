import type { SaveResult } from '../contract/execution-context.js'
import type { Json } from '../contract/json.js'
import type { PartitionContext, WalkEnd } from '../contract/partition.js'
import { boundText } from '../errors/bound-text.js'
import { LockLostError, PassStoppedError, QuotaExhaustedError, ScriptTimeoutError } from '../errors/import-error.js'
import { messageOf } from '../errors/message-of.js'
import { createTurns } from '../locks/create-turns.js'
import type { RowWrite } from '../tables/table-definition.js'
import { windowAfter, windowBefore } from '../windows/calculate-date-range.js'
import type { LedgerChange, LedgerEntry, PartitionStatus } from './ledger.js'
import { PartitionPostponed } from './partition-postponed.js'
import { PartitionRestart } from './partition-restart.js'
import { PartitionSkipped } from './partition-skipped.js'
import { PartitionUnavailable } from './partition-unavailable.js'
import type { PartitionsScope } from './partitions-scope.js'
import { storedPosition } from './stored-position.js'

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

/** What one walk adds to the ledger. */
type Step = Omit<LedgerChange, 'key' | 'name' | 'recordsImported' | 'recordsFailed'>

/** Where a walk starts and what it knows. */
interface WalkStart {
  startDate: Date
  endDate: Date
  cursor: Json
  state: Json
}

/**
 * Walks one partition to the end of the pass's window. A walk that a crash or a deadline cut short is ended first,
 * over its own window; then what came since is walked. Throws only when the lock was lost.
 */
export async function walkPartition(
  scope: PartitionsScope,
  partition: { key: string; name: string; ledgerKey: string },
  entry: LedgerEntry | undefined,
  walk: Walk,
): Promise<PartitionOutcome> {
  const { ledgerKey: key, name } = partition
  let known = scope.isBackfill ? undefined : entry
  let hasRestarted = false
  for (;;) {
    const resumed = known?.windowStart && known.windowEnd ? known : undefined
    const nextWindow = known?.watermark
      ? windowAfter(known.watermark, scope.overlapMinutes)
      : windowBefore(scope.endDate, scope.importWindowDays)
    const start: WalkStart = {
      startDate: scope.isBackfill ? scope.startDate : (resumed?.windowStart ?? nextWindow),
      endDate: resumed?.windowEnd ?? scope.endDate,
      cursor: resumed?.cursor ?? null,
      state: known?.state ?? null,
    }
    const watermark = known?.watermark ?? null
    try {
      const end = await walkOnce(scope, partition, start, walk)
      hasRestarted = false
      if (!resumed)
        return {
          key,
          name,
          status: 'COMPLETE',
          watermark: scope.isBackfill ? null : start.endDate,
          ...reasonOf(end.note),
        }
      const state = end.state === undefined ? start.state : end.state
      known = {
        name,
        status: 'COMPLETE',
        reason: end.note ?? null,
        watermark: start.endDate,
        cursor: null,
        state,
        windowStart: null,
        windowEnd: null,
      }
    } catch (error) {
      if (error instanceof LockLostError) throw error
      if (error instanceof PartitionSkipped) {
        const reason = boundText(scope.redact(error.message))
        await recordSafely(scope, key, name, { status: 'SKIPPED', reason })
        return { key, name, status: 'SKIPPED', watermark, reason }
      }
      if (error instanceof PartitionRestart && !hasRestarted) {
        hasRestarted = true
        const reason = boundText(scope.redact(error.message))
        scope.log.warn(`${name}: its walk begins anew: ${reason}`, { recordId: key })
        const window = { cursor: null, windowStart: start.startDate, windowEnd: start.endDate }
        await recordSafely(scope, key, name, { status: 'INCOMPLETE', reason, walk: window })
        known = { ...(known ?? emptyEntry(name)), ...window }
        continue
      }
      if (error instanceof PassStoppedError || scope.signal.aborted) {
        // The cursor of the last checkpoint is in the ledger already.
        const stopped =
          scope.signal.reason instanceof ScriptTimeoutError ? 'its script took too long' : 'the pass was stopped'
        const next = scope.isBackfill ? 'run the backfill again' : 'the next one goes on here'
        return { key, name, status: 'INCOMPLETE', watermark, reason: `${stopped}; ${next}` }
      }
      const safe = scope.redactError(error)
      const isResumable = QuotaExhaustedError.isInstance(error) || error instanceof PartitionPostponed
      const message = boundText(messageOf(safe))
      const reason = isResumable ? `${message} The next pass goes on here.` : message
      const status = isResumable ? 'INCOMPLETE' : error instanceof PartitionUnavailable ? 'UNAVAILABLE' : 'FAILED'
      // A first walk keeps its window although it fails, or the window would slide away while it does.
      const isFirst = !resumed && watermark === null
      const window = { cursor: null, windowStart: start.startDate, windowEnd: start.endDate }
      await recordSafely(scope, key, name, { status, reason, ...(isFirst ? { firstWalk: window } : {}) })
      return { key, name, status, watermark, reason, error: safe }
    }
  }
}

/** Walks and, when the walk ends, moves the watermark in the transaction of its last rows. */
async function walkOnce(
  scope: PartitionsScope,
  { key, name, ledgerKey }: { key: string; name: string; ledgerKey: string },
  start: WalkStart,
  walk: Walk,
): Promise<WalkEnd> {
  // In the order given, also when a walk doesn't wait: a cursor must never be ahead of its rows.
  const inTurn = createTurns()
  const save = (rows: readonly RowWrite[], step: Step) =>
    inTurn(() =>
      scope.save(
        rows,
        {
          after: async (transaction, saved) => {
            if (scope.isBackfill) return
            const counts = { recordsImported: saved.inserted + saved.updated, recordsFailed: saved.failed }
            await scope.record({ key: ledgerKey, name, ...step, ...counts }, transaction)
          },
        },
        ledgerKey,
      ),
    )
  scope.throwIfStopped()
  const end =
    (await walk({
      ...start,
      key,
      name,
      signal: scope.signal,
      log: scope.log,
      async checkpoint({ rows, cursor }): Promise<SaveResult> {
        scope.signal.throwIfAborted()
        const position = storedPosition(scope, 'cursor', name, cursor)
        const window = { cursor: position, windowStart: start.startDate, windowEnd: start.endDate }
        const saved = await save(rows, { status: 'INCOMPLETE', reason: null, walk: window })
        scope.throwIfStopped()
        return saved
      },
      skip(reason) {
        throw new PartitionSkipped(reason)
      },
      unavailable(reason) {
        throw new PartitionUnavailable(reason)
      },
      postpone(reason) {
        throw new PartitionPostponed(reason)
      },
      restart(reason) {
        throw new PartitionRestart(reason)
      },
    })) ?? {}
  scope.signal.throwIfAborted()
  const reason = end.note === undefined || end.note === null ? null : boundText(scope.redact(String(end.note)))
  const state = end.state === undefined ? {} : { state: storedPosition(scope, 'state', name, end.state) }
  await save(end.rows ?? [], { status: 'COMPLETE', reason, watermark: start.endDate, walk: null, ...state })
  return reason === null ? end : { ...end, note: reason }
}

/** An outcome that can't be recorded must not stop the other partitions; the log says it. */
async function recordSafely(scope: PartitionsScope, key: string, name: string, step: Step): Promise<void> {
  if (scope.isBackfill) return
  try {
    await scope.record({ key, name, ...step, recordsImported: 0, recordsFailed: 0 })
  } catch (error) {
    if (error instanceof LockLostError) throw error
    scope.log.error(`${name}: the outcome could not be recorded: ${messageOf(scope.redactError(error))}`)
  }
}

function emptyEntry(name: string): LedgerEntry {
  const nothing = { reason: null, watermark: null, cursor: null, state: null, windowStart: null, windowEnd: null }
  return { name, status: 'INCOMPLETE', ...nothing }
}

function reasonOf(note: string | undefined): { reason?: string } {
  return note === undefined ? {} : { reason: note }
}
