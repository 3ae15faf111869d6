import { boundText } from '../errors/bound-text.js'
import { LockLostError, PassStoppedError, QuotaExhaustedError, ScriptTimeoutError } from '../errors/import-error.js'
import { messageOf } from '../errors/message-of.js'
import { windowAfter, windowBefore } from '../runs/calculate-date-range.js'
import type { LedgerEntry, PartitionStatus, WalkWindow } from './ledger.js'
import type { PartitionIdentity } from './partition-identity.js'
import type { PartitionsScope } from './partitions-scope.js'
import { refusedWith, saysNothingOfPosition } from './refused-position.js'
import { type LearnedOfWalk, type Step, type Walk, type WalkStart, walkOnce } from './walk-once.js'
import { WalkSignal } from './walk-signal.js'

export type { Walk } from './walk-once.js'

/** What became of one partition in this run. */
export interface PartitionOutcome {
  key: string
  name: string
  status: PartitionStatus
  reason?: string
  /** Up to where it is complete now. */
  watermark: Date | null
  /** Whether a complete walk found anything new, changed or gone. */
  hasChanges?: boolean
  error?: unknown
}

/** After so many passes that fail at one position before they save anything, it isn't used any more. */
const mostCursorFailures = 2

/**
 * Walks one partition to the end of the pass's window. A walk that a crash or a deadline cut short is ended first,
 * over its own window; then what came since is walked. A position that can't be used any more is dropped, and its window
 * walked again. Throws only when the lock was lost.
 */
export async function walkPartition(
  scope: PartitionsScope,
  partition: PartitionIdentity,
  entry: LedgerEntry | undefined,
  walk: Walk,
): Promise<PartitionOutcome> {
  const { ledgerKey: key, name } = partition
  let known = scope.isBackfill ? undefined : entry
  let hasRestarted = false
  let hasChanges = false
  for (;;) {
    const resumed = openWalk(known)
    const isElsewhere = isForOtherAddress(scope, known)
    if (isElsewhere) {
      scope.log.warn(
        `${name}: its walk starts over: the address of the data source has changed since its position was stored.`,
        { recordId: key },
      )
    }
    const nextWindow = known?.watermark
      ? windowAfter(known.watermark, scope.overlapMinutes)
      : windowBefore(scope.endDate, scope.importWindowDays)
    const start: WalkStart = {
      startDate: scope.isBackfill ? scope.startDate : (resumed?.windowStart ?? nextWindow),
      endDate: resumed?.windowEnd ?? scope.endDate,
      cursor: isElsewhere ? null : (resumed?.cursor ?? null),
      state: known?.state ?? null,
      // A continued walk may have read before the ring what came with it.
      ...(resumed && !isElsewhere ? {} : { startedAt: scope.now() }),
    }
    const begun = start.startedAt ? { walkStartedAt: start.startedAt } : {}
    const watermark = known?.watermark ?? null
    const learned: LearnedOfWalk = { hasCheckpoint: false, changes: 0 }
    try {
      const { note, state } = await walkOnce(scope, partition, start, walk, learned)
      if (learned.changes > 0) hasChanges = true
      if (!resumed || start.endDate >= scope.endDate) {
        const upTo = scope.isBackfill ? null : new Date(start.endDate)
        return {
          key,
          name,
          status: 'COMPLETE',
          watermark: upTo,
          hasChanges,
          ...(note === null ? {} : { reason: note }),
        }
      }
      hasRestarted = false
      known = { ...unwalked(name), status: 'COMPLETE', reason: note, watermark: start.endDate, state }
    } catch (error) {
      if (error instanceof LockLostError) throw error
      const isAtPosition = start.cursor !== null && !learned.hasCheckpoint
      const refusal = hasRestarted || isStopped(scope, error) ? undefined : whyStartOver(error, isAtPosition)
      if (refusal !== undefined) {
        hasRestarted = true
        const reason = boundText(scope.redact(refusal))
        scope.log.warn(`${name}: its walk starts over: ${reason}`, { recordId: key })
        const window = { ...windowOf(start), cursor: null }
        // A backfill has its window from the pass, and its position is in no ledger.
        if (!scope.isBackfill) {
          await recordSafely(scope, partition, { status: 'INCOMPLETE', reason, walk: window })
          known = { ...(known ?? unwalked(name)), ...window, addressDigest: null, cursorFailures: 0 }
        }
        continue
      }
      const outcome = outcomeOf(scope, error)
      const base = { key, name, watermark }
      if (outcome.isStopped) return { ...base, status: outcome.status, reason: outcome.reason }
      const { status, error: safe } = outcome
      // A first walk keeps its window although it fails, or the window would slide away while it does.
      const isFirst = !resumed && watermark === null && status !== 'SKIPPED'
      const isSuspect =
        isAtPosition && (status === 'FAILED' || status === 'UNAVAILABLE') && !saysNothingOfPosition(error)
      const cursorFailures = isSuspect ? (known?.cursorFailures ?? 0) + 1 : 0
      const isDropped = cursorFailures >= mostCursorFailures
      const reason = isDropped
        ? boundText(
            `${outcome.reason} It failed ${cursorFailures} times at its stored position, which is dropped: the next pass walks the same window again.`,
          )
        : outcome.reason
      if (isDropped && scope.share?.isLeader !== false)
        scope.log.warn(`${name}: its position is dropped, because it only fails there.`, { recordId: key })
      const walked: Partial<Step> = isSuspect
        ? {
            walk: {
              ...windowOf(start),
              ...(isDropped ? { cursor: null } : { cursor: start.cursor, cursorFailures }),
              addressDigest: scope.addressDigest,
            },
          }
        : isElsewhere && resumed
          ? { walk: { ...windowOf(start), cursor: null } }
          : isFirst
            ? { firstWalk: { ...windowOf(start), cursor: null } }
            : {}
      // The leader of a shared run tries it too, and says what becomes of it.
      if (scope.share?.isLeader !== false) await recordSafely(scope, partition, { status, reason, ...walked, ...begun })
      return { ...base, status, reason, ...(safe === undefined ? {} : { error: safe }) }
    }
  }
}

function openWalk(entry: LedgerEntry | undefined): (LedgerEntry & { windowStart: Date; windowEnd: Date }) | undefined {
  const { windowStart, windowEnd } = entry ?? {}
  return entry && windowStart && windowEnd ? { ...entry, windowStart, windowEnd } : undefined
}

/** A position that an older version has stored says nothing of its address. */
function isForOtherAddress({ addressDigest }: PartitionsScope, entry: LedgerEntry | undefined): boolean {
  return (entry?.addressDigest ?? null) !== null && entry?.addressDigest !== addressDigest && entry?.cursor !== null
}

function windowOf({ startDate, endDate }: WalkStart): Omit<WalkWindow, 'cursor'> {
  return { windowStart: startDate, windowEnd: endDate }
}

/** Why a walk starts over in this pass; undefined where it doesn't. */
function whyStartOver(error: unknown, isAtPosition: boolean): string | undefined {
  if (error instanceof WalkSignal && error.kind === 'restart') return error.message
  const status = isAtPosition ? refusedWith(error) : undefined
  return status === undefined ? undefined : `its stored position was refused (${status}): ${messageOf(error as Error)}`
}

function isStopped(scope: PartitionsScope, error: unknown): boolean {
  return error instanceof PassStoppedError || scope.signal.aborted
}

interface Failure {
  status: PartitionStatus
  reason: string
  error?: Error
  /** The position of the last checkpoint is in the ledger already, and so is what to say. */
  isStopped?: true
}

/** What a walk has come to by what it threw. */
function outcomeOf(scope: PartitionsScope, error: unknown): Failure {
  if (error instanceof WalkSignal && error.kind === 'skip') {
    return { status: 'SKIPPED', reason: boundText(scope.redact(error.message)) }
  }
  if (isStopped(scope, error)) {
    const stopped =
      scope.signal.reason instanceof ScriptTimeoutError ? 'its script took too long' : 'the pass was stopped'
    const next = scope.isBackfill ? 'run the backfill again' : 'the next one continues here'
    return { status: 'INCOMPLETE', reason: `${stopped}; ${next}`, isStopped: true }
  }
  const kind = error instanceof WalkSignal ? error.kind : undefined
  const safe = scope.redactError(error)
  const message = boundText(messageOf(safe))
  if (kind === 'unavailable')
    return { status: 'UNAVAILABLE', reason: boundText(scope.redact((error as Error).message)), error: safe }
  if (kind === 'restart') {
    return { status: 'FAILED', reason: `It was started over and asked for that again: ${message}`, error: safe }
  }
  const isResumable = QuotaExhaustedError.isInstance(error) || kind === 'postpone'
  if (isResumable) return { status: 'INCOMPLETE', reason: `${message} The next pass continues here.`, error: safe }
  return { status: 'FAILED', reason: message, error: safe }
}

/** An outcome that can't be recorded must not stop the other partitions; the log says it. */
async function recordSafely(
  scope: PartitionsScope,
  { ledgerKey: key, name }: PartitionIdentity,
  step: Step,
): Promise<void> {
  if (scope.isBackfill) return
  try {
    await scope.record({ key, name, ...step, recordsImported: 0, recordsFailed: 0 })
  } catch (error) {
    if (error instanceof LockLostError) throw error
    scope.log.error(`${name}: the outcome could not be recorded: ${messageOf(scope.redactError(error))}`)
  }
}

function unwalked(name: string): LedgerEntry {
  const nothing = { reason: null, watermark: null, cursor: null, state: null, windowStart: null, windowEnd: null }
  return {
    name,
    status: 'INCOMPLETE',
    ...nothing,
    addressDigest: null,
    cursorFailures: 0,
    unlistedSince: null,
    requestedAt: null,
    walkStartedAt: null,
  }
}
