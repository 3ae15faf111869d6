import type { RunIdentity } from './pass-event.js'
import type { PassResult, RunOutcome } from './pass-result.js'

/**
 * Surrounds each run where its script runs, so that all it does, requests and statements too, happens in the async context that
 * this one sets up: a span, a request id. Calling `next` runs it. `next` never rejects: a failed run is an outcome. What the hook
 * itself does or throws decides nothing: a run that it doesn't begin within a second begins without it, `next` runs it once however
 * often it is called, and once the run has ended the hook is waited for a second.
 */
export type AroundRun = (
  run: Readonly<RunIdentity & { passId: string }>,
  next: () => Promise<RunOutcome>,
) => PromiseLike<unknown>

/** Surrounds each pass that got its lock, as {@link AroundRun} does a run. `next` rejects where the pass throws. */
export type AroundPass = (next: () => Promise<PassResult>) => PromiseLike<unknown>
