import type { RunOutcome } from '../contract/pass-result.js'
import { boundText } from '../errors/bound-text.js'
import { databaseError } from '../errors/database-error.js'
import { PassStoppedError, QuotaExhaustedError, ScriptTimeoutError } from '../errors/import-error.js'
import { messageOf } from '../errors/message-of.js'
import { nameKeyError } from '../errors/name-key-error.js'
import type { PartitionOutcome } from '../partitions/walk-partition.js'
import type { Redactor } from '../secrets/create-redactor.js'
import type { RunStop } from './run-stop.js'

/** Status of a run and why. */
export type Verdict = Pick<RunOutcome, 'status' | 'errorMessage' | 'error'>

/** What is known of a run when its script has ended. */
export interface RunEnd {
  stop: Pick<RunStop, 'signal' | 'isStopped' | 'reason' | 'timeout'>
  redactor: Redactor
  /** What the script threw; wrapped, because it may throw undefined. */
  failure: { thrown: unknown; isStillRunning: boolean } | undefined
  outcomes: readonly PartitionOutcome[]
  /** The script was answered that no time is left, and has no partitions that say what it has read. Default: false. */
  mayHaveEndedEarly?: boolean
}

/** A run's outcome, its message cut to what the database stores. */
export function judgeRun(end: RunEnd): Verdict {
  const verdict = judge(end)
  return verdict.errorMessage === undefined ? verdict : { ...verdict, errorMessage: boundText(verdict.errorMessage) }
}

/** From what its script threw and what became of its partitions. */
function judge({ stop, redactor, failure, outcomes, mayHaveEndedEarly = false }: RunEnd): Verdict {
  const of = (status: PartitionOutcome['status']) => outcomes.filter((outcome) => outcome.status === status)
  const failed = [...of('FAILED'), ...of('UNAVAILABLE')]
  const isDrained = of('INCOMPLETE').length > 0 || failure?.thrown instanceof PassStoppedError
  const timeout = stop.timeout()
  if (timeout && stop.signal.reason === timeout) {
    // One without partitions has nothing that says what it has read: it may have taken the abort for failed records.
    if (failure || of('INCOMPLETE').length > 0 || outcomes.length === 0)
      return timedOut(timeout, failure?.isStillRunning === true)
  } else if (failure === undefined && mayHaveEndedEarly && stop.isStopped() && !stop.signal.aborted) {
    return { status: 'CANCELLED', errorMessage: `${stop.reason() ?? 'the pass was stopped'}: ${endedEarly}` }
  } else if (stop.signal.aborted || (stop.isStopped() && isDrained)) {
    const why = stop.reason() ?? 'the pass was cancelled'
    const isLeft = failure?.isStillRunning === true && stop.signal.reason instanceof PassStoppedError
    const left = isLeft
      ? ', and the script ignores its signal: it still runs, and keeps its lock until it ends or this process does.'
      : ''
    return { status: 'CANCELLED', errorMessage: `${why}${left}` }
  }
  const isOutOfQuota = QuotaExhaustedError.isInstance(failure?.thrown)
  if (failure !== undefined && !isOutOfQuota) {
    // A vendor's refused connection is not the database's: only what Prisma threw is put into the database's terms.
    const thrown = isFromPrisma(failure.thrown)
      ? (nameKeyError(failure.thrown) ?? databaseError(failure.thrown, 'importing'))
      : failure.thrown
    const error = redactor.error(thrown)
    return { status: 'FAILED', errorMessage: messageOf(error), error }
  }
  const unended = of('INCOMPLETE')
  const stopped = isOutOfQuota ? messageOf(redactor.error(failure?.thrown)) : unended[0]?.reason
  if (failed.length === 0) {
    return stopped === undefined ? { status: 'COMPLETED' } : { status: 'PARTIAL', errorMessage: redactor.text(stopped) }
  }
  const status = failed.length === outcomes.length && !isOutOfQuota ? 'FAILED' : 'PARTIAL'
  const reasons = failed.slice(0, 3).map(({ name, reason }) => `${name}: ${reason}`)
  const more = failed.length > 3 ? ` (and ${failed.length - 3} more)` : ''
  const also = stopped === undefined ? '' : `${stopped} `
  const text = `${also}${whatFailed(of('FAILED').length, of('UNAVAILABLE').length, outcomes.length)}: ${reasons.join('; ')}${more}`
  return { status, errorMessage: redactor.text(text) }
}

const endedEarly =
  'the script saw that no time was left, and ended. Whether it had read everything is not known, so the next pass runs it again'

/** What is not available is told apart: an operator mends the access, not the code. */
function whatFailed(failed: number, unavailable: number, all: number): string {
  if (unavailable === 0) return `${failed} of ${all} partitions failed`
  if (unavailable === all) {
    const none = all === 1 ? 'Its only partition is' : `None of its ${all} partitions is`
    return `${none} available. Check that the address is right and that the credentials may read them`
  }
  const parts = [`${unavailable} of ${all} partitions are not available`, ...(failed > 0 ? [`${failed} failed`] : [])]
  return parts.join(', ')
}

function timedOut({ message }: ScriptTimeoutError, isStillRunning: boolean): Verdict {
  const errorMessage = isStillRunning
    ? `${message} and ignores its signal: it still runs, and keeps its lock until it ends or this process does.`
    : `${message} and was stopped. The next pass continues at its last checkpoint.`
  return { status: 'FAILED', errorMessage, error: new ScriptTimeoutError(errorMessage) }
}

function isFromPrisma(thrown: unknown): boolean {
  return thrown instanceof Error && 'clientVersion' in thrown
}

/** Instant up to which a run's data is complete: skipped partitions have nothing to have, others hold it at their watermark. */
export function completeUpTo(outcomes: Iterable<PartitionOutcome>, endDate: Date): Date {
  const watermarks = [...outcomes].flatMap(({ watermark, status }) =>
    status !== 'SKIPPED' && watermark ? [watermark.getTime()] : [],
  )
  return new Date(Math.min(endDate.getTime(), ...watermarks))
}

/** Partitions by outcome. */
export function countPartitions(outcomes: Iterable<PartitionOutcome>): NonNullable<RunOutcome['partitions']> {
  const counts = { complete: 0, skipped: 0, unavailable: 0, failed: 0, incomplete: 0 }
  for (const { status } of outcomes) counts[status.toLowerCase() as keyof typeof counts]++
  return counts
}
