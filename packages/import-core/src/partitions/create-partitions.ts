import type { PartitionsOptions } from '../contract/execution-context.js'
import type { PartitionDescription, PartitionRecord } from '../contract/partition.js'
import type { RawClient } from '../database/client.js'
import { ConfigurationError, QuotaExhaustedError } from '../errors/import-error.js'
import { createUnchanged } from './create-unchanged.js'
import { credibleEntries } from './credible-entries.js'
import { forEachConcurrently } from './for-each-concurrently.js'
import { createHeard, type HeardChanges } from './heard.js'
import { judgedWalk } from './judged-walk.js'
import { type Ledger, type LedgerEntry, toRecord } from './ledger.js'
import { type PartitionIdentity, partitionIdentity } from './partition-identity.js'
import type { PartitionsScope } from './partitions-scope.js'
import { isRung } from './rung.js'
import { createUnlisted } from './unlisted.js'
import { type PartitionOutcome, type Walk, walkPartition } from './walk-partition.js'
import { createSharedWalks } from './walk-shared.js'

export interface PartitionEvents {
  onStart(partition: { key: string; name: string; total?: number }): void
  onFinish(outcome: PartitionOutcome): void
}

type Given = Iterable<PartitionDescription> | AsyncIterable<PartitionDescription>

/** The partitions of a run. */
export interface RunPartitions {
  partitions(given: Given, walk: Walk, options?: PartitionsOptions): Promise<void>
  /** Whether walks are still running, or have failed. */
  isOpen(): boolean
  /** Waits for walks that the script began and didn't wait for. @throws what they threw. */
  ended(): Promise<void>
  /** The script has ended well: all its lists are known. */
  recordUnlisted(): Promise<void>
  heard: Readonly<HeardChanges>
  outcomes: ReadonlyMap<string, PartitionOutcome>
}

/** The `partitions` function of a run's context, and what came of the partitions. */
export function createPartitions(
  db: RawClient,
  ledger: Ledger,
  scope: PartitionsScope,
  events: PartitionEvents,
): RunPartitions {
  const outcomes = new Map<string, PartitionOutcome>()
  /** In this moment, in any call. */
  const walked = new Set<string>()
  /** Whether an earlier call of this run has moved its watermark. */
  const isMoved = (key: string) => outcomes.get(key)?.status === 'COMPLETE'
  const unlisted = createUnlisted(scope)
  const heard = createHeard()

  async function partitions(given: Given, walk: Walk, options: PartitionsOptions): Promise<void> {
    const concurrency = options.concurrency ?? 4
    if (!Number.isInteger(concurrency) || concurrency < 1) {
      throw new ConfigurationError(`partitions: concurrency must be a whole number from 1, not ${concurrency}.`)
    }
    const stored = scope.isBackfill ? new Map<string, LedgerEntry>() : await ledger.load(db)
    const entries = await credibleEntries(stored, scope)
    const now = scope.now()
    const isRungNow = (key: string) => isRung(entries.get(key), now, scope.rings.minimumLookMs)
    const wanted = scope.rings.isOnlyRung ? await scope.rungKeys() : undefined
    /** What the script called each, by its key in the ledger. */
    const begun = new Map<string, string>()
    const unchanged = createUnchanged(scope, outcomes, events)
    let exhausted: PartitionOutcome | undefined
    /** What can't be walked has no entry of its own in the ledger; the run is not complete without it. */
    const refuse = (reason: string) => {
      if (scope.share?.isLeader === false) return
      const name = `(not walked ${outcomes.size})`
      scope.log.error(reason)
      outcomes.set(name, { key: name, name, status: 'FAILED', reason, watermark: null })
    }
    const walkIt = async (identity: PartitionIdentity, entry: LedgerEntry | undefined) => {
      const { ledgerKey: key, name } = identity
      events.onStart({ key, name, ...(Array.isArray(given) && { total: given.length }) })
      const outcome = await walkPartition(scope, identity, entry, judgedWalk(walk, options))
      if (scope.share?.isLeader === false && outcome.status !== 'COMPLETE') {
        scope.log.info(`${name}: left to the worker that has the run: ${outcome.reason ?? outcome.status}`, {
          recordId: key,
        })
        return outcome
      }
      outcomes.set(key, outcome)
      heard.count(entry, outcome)
      tell(scope, outcome)
      events.onFinish(outcome)
      if (QuotaExhaustedError.isInstance(outcome.error)) exhausted ??= outcome
      return outcome
    }
    // Without quota the others would only fail one after the other.
    const isStopped = () => exhausted !== undefined || scope.isStopped()
    const shared =
      scope.share &&
      createSharedWalks(scope.share, {
        scope,
        isStopped,
        walk: walkIt,
        async reload(key) {
          if (scope.isBackfill) return undefined
          return (await credibleEntries(await ledger.load(db), scope)).get(key)
        },
        onWalked(entry, outcome) {
          outcomes.set(outcome.key, outcome)
          heard.count(entry, outcome)
        },
      })
    const walkOne = async (partition: PartitionDescription) => {
      const identity = partitionIdentity(partition, scope.redact)
      if (typeof identity === 'string') return refuse(identity)
      const { ledgerKey: key, name } = identity
      const twin = begun.get(key)
      if (twin !== undefined && twin !== identity.key) {
        return refuse(`Two partitions are both ${name} without their secrets: make their keys of what is not secret.`)
      }
      if (twin === undefined && (walked.has(key) || isMoved(key))) {
        return refuse(
          `The partition ${name} was given in two calls of \`partitions\`, and only the first has walked it: the second would continue at the first one's position and watermark. Give it keys of its own, such as ${name}:tags.`,
        )
      }
      if (twin !== undefined) {
        return scope.log.warn(`The partition ${name} was given twice; the second is left out.`)
      }
      begun.set(key, identity.key)
      const entry = entries.get(key)
      if (wanted?.has(key) === false) return
      if (!isRungNow(key) && entry?.status === 'COMPLETE' && entry.windowStart === null) {
        const record = toRecord({ ...entry, key: identity.key, name }, scope.endDate)
        if (isUnchanged(options, record)) {
          // Of one run, one worker says so.
          return scope.share?.isLeader === false ? undefined : unchanged.add({ key, name })
        }
      }
      walked.add(key)
      await (shared ? shared.take(identity, entry) : walkIt(identity, entry)).finally(() => walked.delete(key))
    }
    unlisted.begin(stored)
    heard.begin(stored)
    const isAtEnd = await forEachConcurrently(rungFirst(given, isRungNow), concurrency, walkOne, isStopped)
    await unchanged.flush()
    await shared?.settle()
    // Partitions that were not even begun must not let the run look complete.
    if (!isAtEnd) scope.throwIfStopped()
    if (exhausted) throw exhausted.error
    unlisted.end(begun.keys())
  }
  const open = new Set<Promise<void>>()
  return {
    partitions(given, walk, options = {}) {
      // Copies: the script may change what it gave while this waits for the database.
      const walking = asHelper(
        scope.share,
        partitions(Array.isArray(given) ? given.map(copyDescription) : given, walk, { ...options }),
      )
      open.add(walking)
      walking.then(
        () => open.delete(walking),
        () => {},
      )
      return walking
    },
    isOpen: () => open.size > 0,
    async ended() {
      if (open.size > 0) scope.log.warn('The script ended before its partitions: `partitions` was not awaited.')
      await Promise.all(open)
    },
    recordUnlisted: unlisted.record,
    heard: heard.counts,
    outcomes,
  }
}

/** Where this worker only helps, what follows a call in the script is not its own: the call never returns. */
async function asHelper(share: PartitionsScope['share'], walking: Promise<void>): Promise<void> {
  share?.callBegun()
  try {
    await walking
  } finally {
    share?.callEnded()
  }
  if (share?.isLeader === false) await new Promise<never>(() => undefined)
}

/** In a list that is known already; one that is still being read comes as it comes. */
function rungFirst(given: Given, isRungNow: (key: string) => boolean): Given {
  if (!Array.isArray(given)) return given
  const isFirst = (partition: PartitionDescription) => {
    try {
      return typeof partition?.key === 'string' && isRungNow(partition.key)
    } catch {
      // What a partition is called is judged when its turn comes.
      return false
    }
  }
  const first = given.filter(isFirst)
  return first.length === 0 ? given : [...first, ...given.filter((partition) => !isFirst(partition))]
}

function tell({ logOf }: PartitionsScope, { key: recordId, name, status, reason }: PartitionOutcome): void {
  const log = logOf(recordId)
  if (status === 'FAILED') log.error(`${name}: ${reason}`, { recordId })
  if (status === 'UNAVAILABLE') log.warn(`${name} is not available: ${reason}`, { recordId })
  if (status === 'SKIPPED') log.info(`${name} skipped: ${reason}`, { recordId })
}

/** What is no partition stays as it is, and is refused by name. */
function copyDescription(given: PartitionDescription): PartitionDescription {
  return typeof given === 'object' && given !== null ? { ...given } : given
}

/** A promise would be true for every partition: the options may be JavaScript. */
function isUnchanged(options: PartitionsOptions, record: PartitionRecord): boolean {
  const answer: unknown = options.isUnchanged?.(record) ?? false
  if (typeof answer === 'boolean') return answer
  throw new ConfigurationError(
    `partitions: isUnchanged must return true or false, not ${typeof answer}; it can't be async.`,
  )
}
