import type { SeenRun } from './statements.js'

/** What follows from a look at a run that was handed out. */
export type Judgement =
  | { is: 'well' }
  /** Its row says how it ended. */
  | { is: 'ended' }
  /** Its worker is gone. */
  | { is: 'lost' }
  /** It waits for a worker. */
  | { is: 'waiting' }
  /** It hasn't begun, and is in no queue, or was fetched by a worker that is gone: it is to be queued again. */
  | { is: 'missing' }
  /** Its worker holds its lock and does nothing any more, not even ask for that lock. */
  | { is: 'silent'; pid: number }
  /** It should have ended by itself long ago. */
  | { is: 'overdue' }

/** Looks in a row that showed nobody who has the run. */
export interface Sightings {
  unheld: number
}

/** One look may fall between two steps of a worker; two, a second apart, don't. */
const looks = 2

/** More than a worker needs to end a script that ran out of time. */
const timeoutGraceMs = 15_000

/**
 * Judges one look, with what was seen before; notes in `sightings` what is to be remembered.
 * @param isTakerUp whether a worker that is up says that the job is its own
 */
export function judgeSight(
  seen: SeenRun,
  sightings: Sightings,
  limits: { scriptTimeoutMs: number; silentWorkerMs: number },
  isTakerUp: boolean,
): Judgement {
  const { status, pid } = seen
  if (status !== null && status !== 'RUNNING') return { is: 'ended' }
  if (pid !== null) {
    sightings.unheld = 0
    if (seen.silentMs !== null && seen.silentMs > limits.silentWorkerMs) return { is: 'silent', pid }
    if (seen.ageMs !== null && seen.ageMs > limits.scriptTimeoutMs + timeoutGraceMs) return { is: 'overdue' }
    return { is: 'well' }
  }
  if (status === null && seen.jobId !== null && seen.takenBy === null) {
    sightings.unheld = 0
    return { is: 'waiting' }
  }
  // Its worker may be too busy to take the lock at once, and is there.
  if (status === null && seen.jobId !== null && isTakerUp) {
    sightings.unheld = 0
    return { is: 'well' }
  }
  sightings.unheld++
  if (sightings.unheld < looks) return { is: 'well' }
  return { is: status === 'RUNNING' ? 'lost' : 'missing' }
}
