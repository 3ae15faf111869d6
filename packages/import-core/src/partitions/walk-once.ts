import type { SaveResult } from '../contract/execution-context.js'
import type { Page, PartitionContext, WalkEnd, WalkProgress } from '../contract/partition.js'
import type { RowWrite } from '../contract/tables/table-definition.js'
import type { RawClient } from '../database/client.js'
import type { Json } from '../database/json.js'
import { boundText } from '../errors/bound-text.js'
import { createTurns } from '../locks/create-turns.js'
import { copyWrites } from '../tables/copy-writes.js'
import { copyJson } from './copy-json.js'
import { copyProgress } from './copy-progress.js'
import type { LedgerChange, LedgerEntry } from './ledger.js'
import type { PartitionIdentity } from './partition-identity.js'
import type { PartitionsScope } from './partitions-scope.js'
import { storedPosition } from './stored-position.js'
import { WalkSignal, type WalkSignalKind } from './walk-signal.js'

// biome-ignore lint/suspicious/noConfusingVoidType: a walk that has nothing to add returns nothing
export type Walk = (partition: PartitionContext) => Promise<WalkEnd | void>

/** Where a walk starts and what it knows. */
export interface WalkStart extends Pick<LedgerEntry, 'cursor' | 'state'> {
  startDate: Date
  endDate: Date
  /** By the database's clock; absent where it continues an earlier one. */
  startedAt?: Date
}

/** What is learned of a walk while it runs. */
export interface LearnedOfWalk {
  /** It has read something that it wants to save. */
  hasCheckpoint: boolean
}

/** What one walk adds to the ledger. */
export type Step = Omit<LedgerChange, 'key' | 'name' | 'recordsImported' | 'recordsFailed'>

/**
 * Walks and, when the walk ends, moves the watermark in the transaction of its last rows.
 * @returns its note and state, as they are stored.
 * @throws what a checkpoint threw, also where the walk didn't wait for it or caught it: its rows would be missing.
 */
export async function walkOnce(
  scope: PartitionsScope,
  { key, name, ledgerKey }: PartitionIdentity,
  start: WalkStart,
  walk: Walk,
  learned: LearnedOfWalk,
): Promise<{ note: string | null; state: Json }> {
  // In the order given, also when a walk doesn't wait: a cursor must never be ahead of its rows.
  const inTurn = createTurns()
  let failure: { thrown: unknown } | undefined
  let said: WalkSignal | undefined
  let isEnded = false

  const record = async (step: Step, transaction: RawClient, saved: SaveResult) => {
    if (scope.isBackfill) return
    const counts = { recordsImported: saved.inserted + saved.updated, recordsFailed: saved.failed }
    const begun = start.startedAt ? { walkStartedAt: start.startedAt } : {}
    await scope.record({ key: ledgerKey, name, ...step, ...begun, ...counts }, transaction)
  }
  const commitInTurn = (rows: readonly RowWrite[], step: Step, progress?: WalkProgress) =>
    inTurn(async () => {
      // After one that is missing, no position may be stored any more.
      if (failure) throw failure.thrown
      try {
        const after = (transaction: RawClient, saved: SaveResult) => record(step, transaction, saved)
        return await scope.save(rows, { partition: ledgerKey, after, ...(progress && { progress }) })
      } catch (thrown) {
        failure = { thrown }
        throw thrown
      }
    })
  const refuseAfterEnd = (what: string) => {
    if (!isEnded) return
    throw new Error(
      `The walk of ${name} has ended, so ${what} comes too late and is refused. Await every call of a walk before it returns.`,
    )
  }
  const commitPage = async ({ rows, cursor, progress }: Page): Promise<SaveResult> => {
    refuseAfterEnd('its checkpoint')
    scope.signal.throwIfAborted()
    learned.hasCheckpoint = true
    // All of it before the first wait: the script may continue with its lists at once.
    const position = storedPosition(scope, 'cursor', name, cursor)
    const { addressDigest } = scope
    const window = { cursor: position, windowStart: start.startDate, windowEnd: start.endDate, addressDigest }
    const saved = await commitInTurn(
      copyWrites(rows),
      { status: 'INCOMPLETE', reason: null, walk: window },
      copyProgress(progress),
    )
    scope.throwIfStopped()
    return saved
  }
  const pending = new Set<Promise<SaveResult>>()
  const say =
    (kind: WalkSignalKind) =>
    (reason: string): never => {
      refuseAfterEnd(`\`${kind}\``)
      said ??= new WalkSignal(kind, String(reason))
      throw said
    }

  const context: PartitionContext = {
    key,
    name,
    startDate: new Date(start.startDate),
    endDate: new Date(start.endDate),
    cursor: copyJson(start.cursor),
    state: copyJson(start.state),
    signal: scope.signal,
    log: scope.logOf(ledgerKey),
    checkpoint(page) {
      const saving = commitPage(page)
      if (isEnded) return saving
      pending.add(saving)
      saving.catch((thrown: unknown) => {
        failure ??= { thrown }
      })
      return saving
    },
    skip: say('skip'),
    unavailable: say('unavailable'),
    postpone: say('postpone'),
    restart: say('restart'),
  }
  const saves = scope.savesOfWalk(name)
  const settled = async () => {
    await Promise.allSettled(pending)
    await saves.ended().catch((thrown: unknown) => {
      failure ??= { thrown }
    })
  }
  scope.throwIfStopped()
  const zeroTimeAnswers = scope.zeroTimeAnswers()
  let end: WalkEnd
  try {
    end = (await saves.during(() => walk(context))) ?? {}
  } catch (thrown) {
    isEnded = true
    await settled()
    const signal = said ?? (thrown instanceof WalkSignal ? thrown : undefined)
    throw signal ? asSaid(signal, failure) : thrown
  }
  isEnded = true
  // At once, as with a checkpoint: a closure that the walk has left behind may still change them.
  const rows = copyWrites(end.rows ?? [])
  const note = end.note === undefined || end.note === null ? null : boundText(scope.redact(String(end.note)))
  const state = end.state === undefined ? undefined : storedPosition(scope, 'state', name, end.state)
  await settled()
  // Also where the walk has caught it: it said so, or rows are missing.
  if (said) throw asSaid(said, failure)
  if (failure) throw failure.thrown
  scope.signal.throwIfAborted()
  // A walk that saw that no time is left may have returned for that: what it did not read must not count as complete.
  if (scope.zeroTimeAnswers() > zeroTimeAnswers) scope.throwIfStopped()
  const position = state === undefined ? {} : { state }
  await commitInTurn(rows, { status: 'COMPLETE', reason: note, watermark: start.endDate, walk: null, ...position })
  return { note, state: state === undefined ? start.state : state }
}

/** How a walk said that it ends, but for one that says there is nothing although rows of it are missing. */
function asSaid(said: WalkSignal, failure: { thrown: unknown } | undefined): unknown {
  return said.kind === 'skip' && failure ? failure.thrown : said
}
