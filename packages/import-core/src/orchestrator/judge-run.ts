import type { DatabaseClient } from '../contract/database.js'
import { databaseError } from '../errors/database-error.js'
import { PassStoppedError } from '../errors/import-error.js'
import type { PartitionOutcome } from '../partitions/walk-partition.js'
import type { Redactor } from '../secrets/create-redactor.js'
import type { RunOutcome } from './pass-result.js'
import type { PassScope } from './pass-scope.js'

/** Status of a run and why. */
export type Verdict = Pick<RunOutcome, 'status' | 'errorMessage' | 'error'>

/** What a run has come to, from what its script threw and what became of its partitions. */
export function judgeRun<Db extends DatabaseClient>(
  pass: PassScope<Db>,
  redactor: Redactor,
  failure: { thrown: unknown } | undefined,
  outcomes: readonly PartitionOutcome[],
): Verdict {
  const of = (status: PartitionOutcome['status']) => outcomes.filter((outcome) => outcome.status === status)
  const failed = of('FAILED')
  const isUnfinished = of('INCOMPLETE').length > 0
  const isDrained = isUnfinished || failure?.thrown instanceof PassStoppedError
  if (pass.stop.signal.aborted || (pass.stop.isStopped() && isDrained)) {
    return { status: 'CANCELLED', errorMessage: pass.stop.reason() ?? 'the pass was cancelled' }
  }
  if (failure !== undefined) {
    const error = redactor.error(databaseError(failure.thrown, 'importing'))
    return { status: 'FAILED', errorMessage: messageOf(error), error }
  }
  if (failed.length === 0) return { status: 'COMPLETED' }
  const status = failed.length === outcomes.length ? 'FAILED' : 'PARTIAL'
  const reasons = failed.slice(0, 3).map(({ name, reason }) => `${name}: ${reason}`)
  const more = failed.length > 3 ? ` (and ${failed.length - 3} more)` : ''
  return {
    status,
    errorMessage: `${failed.length} of ${outcomes.length} partitions failed: ${reasons.join('; ')}${more}`,
  }
}

/** Skipped partitions have nothing to have; the others are complete up to their watermark. */
/** Instant up to which a run's data is complete. */
export function completeUpTo(outcomes: Iterable<PartitionOutcome>, endDate: Date): Date {
  const watermarks = [...outcomes].flatMap(({ watermark, status }) =>
    status === 'COMPLETE' && watermark ? [watermark.getTime()] : [],
  )
  return new Date(Math.min(endDate.getTime(), ...watermarks))
}

/** Partitions by outcome. */
export function countPartitions(outcomes: Iterable<PartitionOutcome>): NonNullable<RunOutcome['partitions']> {
  const counts = { complete: 0, failed: 0, skipped: 0, incomplete: 0 }
  for (const { status } of outcomes) counts[status.toLowerCase() as keyof typeof counts]++
  return counts
}

/** The message of whatever was thrown. */
export function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error ?? '')
  return text === '' ? 'The script failed without a message.' : text
}
