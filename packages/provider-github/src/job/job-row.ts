import { type JobRow, statusOf } from '@data-import/model'
import type { Described } from '../record/described.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'

/** A job: https://docs.github.com/en/rest/actions/workflow-jobs#list-jobs-for-a-workflow-run */
export interface RestJob
  extends Pick<
    Described<'actions', 'listJobsForWorkflowRun'>['jobs'][number],
    'id' | 'name' | 'run_attempt' | 'html_url' | 'completed_at'
  > {
  /** New words may come. */
  status: string
  conclusion: string | null
  /** Not in what older servers give. */
  created_at?: string
  /** Null for what waits, although the description has none. */
  started_at: string | null
}

/** A list of jobs. */
export interface JobList {
  total_count: number
  jobs: RestJob[]
}

/**
 * `externalId` ← `id`; `name`; `attempt` ← `run_attempt`; `status` and `result` ← `status` and `conclusion`, kept as they
 * are in `originalStatus` and `originalResult`; `url` ← `html_url`; `createdAt`; `startedAt`; `finishedAt` ← `completed_at`
 * and `durationMs` between the two. A job has no time of its last change: `sourceUpdatedAt` is that of its run, null
 * while the run has not ended. GitHub has no stages, numbers or kinds: those are null.
 * `queuedMs` is from `created_at` to `started_at`, null for what has not begun or was skipped. `isRetried` is true where a later
 * attempt has a job of that name.
 */
export function jobRow(job: RestJob, pipelineRunId: string, runUpdatedAt: Date | null, isRetried = false): JobRow {
  const externalId = externalIdOf('job', job?.id)
  const known = statusOf('github/job', { status: job.status, result: job.conclusion })
  const createdAt = instantOf(job.created_at)
  const startedAt = instantOf(job.started_at)
  const finishedAt = known.status === 'DONE' ? instantOf(job.completed_at) : null
  return {
    externalId,
    pipelineRunId,
    name: job.name,
    attempt: job.run_attempt ?? null,
    isRetried,
    ...known,
    url: job.html_url,
    createdAt,
    queuedMs: queuedMs(job, createdAt, startedAt),
    startedAt,
    finishedAt,
    durationMs: startedAt && finishedAt ? Math.max(finishedAt.getTime() - startedAt.getTime(), 0) : null,
    sourceUpdatedAt: runUpdatedAt,
  }
}

/** Until a runner took it: GitHub gives what still waits, and what is skipped, a start too. */
function queuedMs(job: RestJob, createdAt: Date | null, startedAt: Date | null): number | null {
  const hasBegun = job.status === 'in_progress' || (job.status === 'completed' && job.conclusion !== 'skipped')
  return hasBegun && createdAt && startedAt ? Math.max(startedAt.getTime() - createdAt.getTime(), 0) : null
}

/** The rows of all jobs of one run. */
export function jobRows(jobs: readonly RestJob[], pipelineRunId: string, runUpdatedAt: Date | null): JobRow[] {
  const lastAttempts = new Map<string, number>()
  for (const { name, run_attempt: attempt = 0 } of jobs) {
    lastAttempts.set(name, Math.max(lastAttempts.get(name) ?? 0, attempt))
  }
  return jobs.map((job) => {
    const isRetried = (job.run_attempt ?? 0) < (lastAttempts.get(job.name) ?? 0)
    return jobRow(job, pipelineRunId, runUpdatedAt, isRetried)
  })
}
