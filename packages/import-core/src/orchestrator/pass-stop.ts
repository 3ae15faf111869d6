import { setMaxListeners } from 'node:events'
import type { WorkStop } from '../context/run-scope.js'
import { LockLostError, PassStoppedError } from '../errors/import-error.js'
import type { RunOptions } from './options.js'
import { drainGraceMs, startTimer } from './time-limits.js'

/**
 * The ways in which a pass can be asked to end early. Its `signal` is aborted by the host, by loss of the lock, and when a used-up
 * time budget's grace is over: scripts end at once.
 */
export interface PassStop extends WorkStop {
  /** Aborted when work is to end at its next checkpoint: a drain, or a time budget that is used up. */
  drainSignal: AbortSignal
  /** Why, once it was asked to. */
  reason(): string | undefined
  /** Forgets the deadline. */
  dispose(): void
}

export function createPassStop(
  options: Pick<RunOptions, 'signal' | 'drainSignal' | 'timeBudgetMs'>,
  lockSignal: AbortSignal,
): PassStop {
  const { timeBudgetMs = Number.POSITIVE_INFINITY } = options
  const deadline = new AbortController()
  const expired = new AbortController()
  const endsAt = performance.now() + timeBudgetMs
  const usedUp = `the time budget of ${timeBudgetMs} ms was used up`
  const forgetDeadline = startTimer(timeBudgetMs, () => deadline.abort())
  // A script that comes to no checkpoint must not hold the pass.
  const forgetEnd = startTimer(timeBudgetMs + drainGraceMs(timeBudgetMs), () =>
    expired.abort(new PassStoppedError(usedUp)),
  )
  const signal = AbortSignal.any([lockSignal, expired.signal, ...(options.signal ? [options.signal] : [])])
  // Whatever waits in a script listens to it, and there may be many.
  setMaxListeners(0, signal)
  const reason = () => {
    if (lockSignal.aborted) return lockSignal.reason instanceof Error ? lockSignal.reason.message : 'the lock was lost'
    if (options.signal?.aborted) return saidBy(options.signal) ?? 'the pass was cancelled'
    if (options.drainSignal?.aborted) return saidBy(options.drainSignal) ?? 'the pass was asked to end'
    // A timer may be late, and whoever asked for the time that is left knows already.
    if (deadline.signal.aborted || performance.now() >= endsAt) return usedUp
    return undefined
  }
  return {
    signal,
    drainSignal: AbortSignal.any([deadline.signal, ...(options.drainSignal ? [options.drainSignal] : [])]),
    isStopped: () => reason() !== undefined,
    throwIfStopped() {
      const why = reason()
      if (why === undefined) return
      throw lockSignal.aborted ? new LockLostError(why, { cause: lockSignal.reason }) : new PassStoppedError(why)
    },
    reason,
    timeLeftMs: () => Math.max(0, endsAt - performance.now()),
    dispose() {
      forgetDeadline()
      forgetEnd()
    },
  }
}

/** Why, where whoever aborted it says so in our words. */
function saidBy({ reason }: AbortSignal): string | undefined {
  return reason instanceof PassStoppedError ? reason.message : undefined
}
