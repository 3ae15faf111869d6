import { type JobRow, statusOf } from '@data-import/model'
import { durationOf, idOfRecord, instantOf, numberOf, textOf } from '../record/read.js'

/** A job of a workflow: https://circleci.com/docs/api/v2/#operation/listWorkflowJobs */
export interface JobBody {
  id?: string
  name?: string | null
  /** Absent for approvals, and for what has not begun. */
  job_number?: number | string | null
  /** `build` or `approval`. */
  type?: string | null
  status?: string | null
  started_at?: string | null
  stopped_at?: string | null
}

/** The workflow of a job. */
export interface JobOwner {
  /** Id of its row. */
  id: string
  externalId: string
  /** Its end; null while it has none. */
  sourceUpdatedAt: Date | null
}

/**
 * `externalId` ← the workflow's and `id`, which comes again in a rerun that keeps the job; `name`; `number` ← `job_number`;
 * `kind` ← `type`; `status` and `result` ← `status`; `startedAt`, `finishedAt` ← `stopped_at` once it has ended, and `durationMs`
 * between the two. A job has no time of its last change: `sourceUpdatedAt` is that of its workflow.
 */
export function jobRow(job: JobBody, workflow: JobOwner): JobRow {
  const known = statusOf('circleci/job', { status: textOf(job.status) })
  const startedAt = instantOf(job.started_at)
  const stoppedAt = instantOf(job.stopped_at)
  const finishedAt = known.status === 'DONE' || known.status === null ? stoppedAt : null
  return {
    externalId: `${workflow.externalId}:${idOfRecord('job', job.id)}`,
    pipelineRunId: workflow.id,
    name: textOf(job.name),
    number: numberOf(job.job_number),
    kind: textOf(job.type),
    status: known.status,
    originalStatus: known.originalStatus,
    result: known.result,
    originalResult: known.originalResult,
    isRetried: known.isRetried ?? false,
    startedAt,
    finishedAt,
    durationMs: durationOf(startedAt, finishedAt),
    sourceUpdatedAt: workflow.sourceUpdatedAt,
  }
}
