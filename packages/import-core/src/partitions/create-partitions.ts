import type { RawClient } from '../contract/database.js'
import type { PartitionsOptions } from '../contract/execution-context.js'
import type { PartitionDescription } from '../contract/partition.js'
import { ConfigurationError, QuotaExhaustedError } from '../errors/import-error.js'
import { createUnchanged } from './create-unchanged.js'
import { forEachConcurrently } from './for-each-concurrently.js'
import { judgedWalk } from './judged-walk.js'
import { type Ledger, type LedgerEntry, toRecord } from './ledger.js'
import { partitionIdentity } from './partition-identity.js'
import type { PartitionsScope } from './partitions-scope.js'
import { type PartitionOutcome, type Walk, walkPartition } from './walk-partition.js'

export interface PartitionEvents {
  onStart(partition: { key: string; name: string }): void
  onFinish(outcome: PartitionOutcome): void
}

/** The `partitions` function of a run's context, and what came of the partitions. */
export function createPartitions(db: RawClient, ledger: Ledger, scope: PartitionsScope, events: PartitionEvents) {
  const outcomes = new Map<string, PartitionOutcome>()

  async function partitions(
    given: Iterable<PartitionDescription> | AsyncIterable<PartitionDescription>,
    walk: Walk,
    options: PartitionsOptions = {},
  ): Promise<void> {
    const concurrency = options.concurrency ?? 4
    if (!Number.isInteger(concurrency) || concurrency < 1) {
      throw new ConfigurationError(`partitions: concurrency must be a whole number from 1, not ${concurrency}.`)
    }
    const entries = scope.isBackfill ? new Map<string, LedgerEntry>() : await ledger.load(db)
    const begun = new Set<string>()
    const unchanged = createUnchanged(scope, outcomes, events)
    let exhausted: PartitionOutcome | undefined
    /** What is no partition can't be in the ledger; the run is not complete without it. */
    const refuse = (reason: string) => {
      const name = `(not a partition ${outcomes.size})`
      scope.log.error(reason)
      outcomes.set(name, { key: name, name, status: 'FAILED', reason, watermark: null })
    }
    const warnOfNothing = () => {
      const walked = [...begun].flatMap((key) => outcomes.get(key) ?? [])
      const [first] = walked
      if (!options.skipReasonOf || walked.length < 2 || walked.some(({ status }) => status !== 'SKIPPED')) return
      scope.log.warn(
        `All ${walked.length} partitions were skipped (${first?.reason}). Is the address right, and may the credentials read them?`,
      )
    }
    const walkOne = async (partition: PartitionDescription) => {
      const identity = partitionIdentity(partition, scope.redact)
      if (typeof identity === 'string') return refuse(identity)
      const { ledgerKey: key, name } = identity
      if (begun.has(key)) return scope.log.warn(`The partition ${name} was given twice; the second is left out.`)
      begun.add(key)
      const entry = entries.get(key)
      if (entry?.status === 'COMPLETE' && entry.windowStart === null) {
        const record = toRecord({ ...entry, key: identity.key, name }, scope.endDate)
        if (options.isUnchanged?.(record)) return unchanged.add({ key, name })
      }
      events.onStart({ key, name })
      const outcome = await walkPartition(scope, identity, entry, judgedWalk(walk, options))
      outcomes.set(key, outcome)
      if (outcome.status === 'FAILED') scope.log.error(`${name}: ${outcome.reason}`, { recordId: key })
      if (outcome.status === 'UNAVAILABLE') {
        scope.log.warn(`${name} is not to be had: ${outcome.reason}`, { recordId: key })
      }
      if (outcome.status === 'SKIPPED') scope.log.info(`${name} skipped: ${outcome.reason}`, { recordId: key })
      events.onFinish(outcome)
      if (QuotaExhaustedError.isInstance(outcome.error)) exhausted ??= outcome
    }
    // Without quota the others would only fail one after the other.
    const isStopped = () => exhausted !== undefined || scope.isStopped()
    const isAtEnd = await forEachConcurrently(given, concurrency, walkOne, isStopped)
    await unchanged.flush()
    warnOfNothing()
    // Partitions that were not even begun must not let the run look complete.
    if (!isAtEnd) scope.throwIfStopped()
    if (exhausted) throw exhausted.error
  }
  const open = new Set<Promise<void>>()
  return {
    partitions(...args: Parameters<typeof partitions>): Promise<void> {
      const walking = partitions(...args)
      open.add(walking)
      walking.then(
        () => open.delete(walking),
        () => {},
      )
      return walking
    },
    /** Waits for walks that the script began and didn't wait for. @throws what they threw. */
    async partitionsEnded(): Promise<void> {
      if (open.size > 0) scope.log.warn('The script ended before its partitions: `partitions` was not awaited.')
      await Promise.all(open)
    },
    outcomes: outcomes as ReadonlyMap<string, PartitionOutcome>,
  }
}
