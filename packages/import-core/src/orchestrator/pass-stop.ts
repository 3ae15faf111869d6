import { setMaxListeners } from 'node:events'
import { LockLostError, PassStoppedError } from '../errors/import-error.js'
import type { RunOptions } from './options.js'

/** The ways in which a pass can be asked to end early. */
export interface PassStop {
  /** Aborted by the host or by loss of the lock: scripts end at once. */
  signal: AbortSignal
  isStopped(): boolean
  /** @throws {PassStoppedError | LockLostError} once the pass was asked to end. */
  throwIfStopped(): void
  /** Why, once it was. */
  reason(): string | undefined
  /** Until the time budget is used up; `Infinity` without one. */
  timeLeftMs(): number
  /** Forgets the deadline. */
  dispose(): void
}

export function createPassStop(
  options: Pick<RunOptions, 'signal' | 'drainSignal' | 'timeBudgetMs'>,
  lockSignal: AbortSignal,
): PassStop {
  const signal = AbortSignal.any([lockSignal, ...(options.signal ? [options.signal] : [])])
  // Whatever waits in a script listens to it, and there may be many.
  setMaxListeners(0, signal)
  const deadline = new AbortController()
  const endsAt =
    options.timeBudgetMs === undefined ? Number.POSITIVE_INFINITY : performance.now() + options.timeBudgetMs
  const timer =
    options.timeBudgetMs === undefined
      ? undefined
      : setTimeout(() => deadline.abort(), Math.min(Math.max(options.timeBudgetMs, 0), 2 ** 31 - 1))
  const reason = () => {
    if (lockSignal.aborted) return lockSignal.reason instanceof Error ? lockSignal.reason.message : 'the lock was lost'
    if (options.signal?.aborted) return 'the pass was cancelled'
    if (options.drainSignal?.aborted) return 'the pass was asked to end'
    if (deadline.signal.aborted) return `the time budget of ${options.timeBudgetMs} ms was used up`
    return undefined
  }
  return {
    signal,
    isStopped: () => reason() !== undefined,
    throwIfStopped() {
      const why = reason()
      if (why === undefined) return
      throw lockSignal.aborted ? new LockLostError(why, { cause: lockSignal.reason }) : new PassStoppedError(why)
    },
    reason,
    timeLeftMs: () => Math.max(0, endsAt - performance.now()),
    dispose: () => clearTimeout(timer),
  }
}
