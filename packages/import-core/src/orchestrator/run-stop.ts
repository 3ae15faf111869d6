import { setMaxListeners } from 'node:events'
import { ScriptTimeoutError } from '../errors/import-error.js'
import type { PassStop } from './pass-stop.js'
import { startTimer } from './time-limits.js'

/** The ways in which one run can be asked to end early: with its pass, or by its own timeout. */
export interface RunStop extends PassStop {
  /** The timeout, once it has passed. */
  timeout(): ScriptTimeoutError | undefined
}

/** @param timeoutMs from now on; none when infinite */
export function createRunStop(pass: PassStop, resource: string, timeoutMs: number): RunStop {
  const timedOut = new AbortController()
  const endsAt = performance.now() + timeoutMs
  const dispose = startTimer(timeoutMs, () =>
    timedOut.abort(new ScriptTimeoutError(`${resource} took longer than its ${timeoutMs} ms`)),
  )
  const signal = AbortSignal.any([pass.signal, timedOut.signal])
  // Whatever waits in a script listens to it, and there may be many.
  setMaxListeners(0, signal)
  // What is aborted with it holds this error and no other.
  const timeout = () => timedOut.signal.reason as ScriptTimeoutError | undefined
  return {
    signal,
    drainSignal: pass.drainSignal,
    isStopped: () => timedOut.signal.aborted || pass.isStopped(),
    throwIfStopped() {
      pass.throwIfStopped()
      timedOut.signal.throwIfAborted()
    },
    reason: pass.reason,
    timeLeftMs: () => Math.max(0, Math.min(pass.timeLeftMs(), endsAt - performance.now())),
    timeout,
    dispose,
  }
}
