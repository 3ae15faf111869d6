import { hasEnded } from '../walk/has-ended.js'
import type { StoredRun } from './stored-runs.js'

/** Whether a run's jobs have to be read. @param withoutJobs marks of runs whose last attempt has none */
export function isChanged(run: StoredRun, withoutJobs: ReadonlySet<string>): boolean {
  if (!hasEnded(run)) return true
  if (!run.jobs) return !withoutJobs.has(markOf(run))
  // Times are to the second, in which a run may end twice: each attempt has jobs of its own.
  const isOlder = run.jobs.newest < (run.sourceUpdatedAt?.getTime() ?? 0) || run.jobs.lastAttempt < (run.attempt ?? 0)
  return isOlder && !withoutJobs.has(markOf(run))
}

/** Tells one state of a run from the next. */
export function markOf({ externalId, attempt, sourceUpdatedAt }: StoredRun): string {
  return `${externalId}@${sourceUpdatedAt?.getTime() ?? ''} ${attempt ?? ''}`
}
