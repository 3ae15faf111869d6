/** Status and result as all build systems have them; what GitHub itself says is kept beside. */
export interface RunStatus {
  status: 'QUEUED' | 'RUNNING' | 'WAITING' | 'DONE'
  result: 'SUCCESS' | 'FAILURE' | 'CANCELLED' | 'SKIPPED' | 'WAITING' | null
}

/** https://docs.github.com/en/rest/actions/workflow-runs: `status` and `conclusion` of runs and jobs. */
const statuses: ReadonlyMap<unknown, RunStatus['status']> = new Map(
  Object.entries({
    queued: 'QUEUED',
    requested: 'QUEUED',
    pending: 'QUEUED',
    waiting: 'WAITING',
    in_progress: 'RUNNING',
    completed: 'DONE',
  } as const),
)

const results: ReadonlyMap<unknown, NonNullable<RunStatus['result']>> = new Map(
  Object.entries({
    success: 'SUCCESS',
    failure: 'FAILURE',
    timed_out: 'FAILURE',
    startup_failure: 'FAILURE',
    cancelled: 'CANCELLED',
    skipped: 'SKIPPED',
    neutral: 'SKIPPED',
    stale: 'SKIPPED',
    action_required: 'WAITING',
  } as const),
)

/** A status that isn't known counts as running, so that it is looked at again; a result that isn't known is null. */
export function runStatus(status: string | null, conclusion: string | null): RunStatus {
  const known = statuses.get(status) ?? ((conclusion ?? null) === null ? 'RUNNING' : 'DONE')
  return { status: known, result: known === 'DONE' ? (results.get(conclusion) ?? null) : null }
}
