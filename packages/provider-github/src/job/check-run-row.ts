import { type JobRow, statusOf } from '@data-import/model'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'

/** A check run: https://docs.github.com/en/graphql/reference/objects#checkrun */
export interface GraphqlCheckRun {
  /** A number also where it doesn't fit in 32 bits; the job's own. */
  databaseId: number | null
  name: string
  /** In capitals; new words may come. */
  status: string
  conclusion: string | null
  startedAt: string | null
  completedAt: string | null
  /** The job's page, if it is of a job. */
  detailsUrl: string | null
  /** A job has none; what a step reports has one. */
  title?: string | null
}

/**
 * As `jobRow`, for a job of a run's only attempt: `externalId` ← `databaseId`; `name`; `status` and `result` ← `status` and
 * `conclusion`, which REST gives in small letters; `url` ← `detailsUrl`; `startedAt`; `finishedAt` ← `completedAt`. GraphQL
 * has no time of a job's creation: `createdAt` and `queuedMs` stay as they are, null at first.
 */
export function checkRunRow(run: GraphqlCheckRun, pipelineRunId: string, runUpdatedAt: Date | null): JobRow {
  const externalId = externalIdOf('job', run?.databaseId)
  const words = { status: run.status.toLowerCase(), result: run.conclusion?.toLowerCase() ?? null }
  const known = statusOf('github/job', words)
  const startedAt = instantOf(run.startedAt)
  const finishedAt = known.status === 'DONE' ? instantOf(run.completedAt) : null
  return {
    externalId,
    pipelineRunId,
    name: run.name,
    attempt: 1,
    isRetried: false,
    ...known,
    url: run.detailsUrl,
    // What is missing here may be known already.
    ...(startedAt && { startedAt }),
    ...(finishedAt && { finishedAt }),
    ...(startedAt && finishedAt && { durationMs: Math.max(finishedAt.getTime() - startedAt.getTime(), 0) }),
    sourceUpdatedAt: runUpdatedAt,
  }
}
