import { type JobRow, statusOf } from '@data-import/model'
import { between, externalIdOf, flagOf, instantOf, millisecondsOf, textOf } from '../record/values.js'

/** A job or a bridge: https://docs.gitlab.com/api/jobs/ */
export interface GitlabJob {
  id?: number | string
  name?: string | null
  stage?: string | null
  status?: string | null
  allow_failure?: boolean | null
  web_url?: string | null
  created_at?: string | null
  started_at?: string | null
  finished_at?: string | null
  duration?: number | null
  queued_duration?: number | null
  pipeline?: { id?: number | string | null } | null
  /** Of a bridge. */
  downstream_pipeline?: { id?: number | string | null } | null
}

/** What only the others of its pipeline tell. */
export interface JobPlace {
  pipelineRunId: string
  kind: 'build' | 'bridge'
  /** Whether a later job of the same name took its place. */
  isRetried: boolean
}

/**
 * `externalId` ← `id`; `name`, `stage`; `kind` ← which list it is in; `status`, `result` ← `status`, kept in `originalStatus` and
 * `originalResult`; `allowFailure` ← `allow_failure`; `isRetried` ← a later one of the same name in the pipeline; `url` ← `web_url`;
 * `createdAt`; `startedAt`, null for what ended without a start; `finishedAt` once it has ended; `queuedMs` ← `queued_duration`;
 * `durationMs` ← `duration`, else from start to end.
 */
export function jobRow(given: GitlabJob, { pipelineRunId, kind, isRetried }: JobPlace): JobRow {
  const known = statusOf('gitlab/job', { status: textOf(given.status) })
  const startedAt = instantOf(given.started_at)
  const finishedAt = known.status === 'DONE' ? instantOf(given.finished_at) : null
  return {
    externalId: externalIdOf('job', given?.id),
    pipelineRunId,
    name: textOf(given.name),
    kind,
    stage: textOf(given.stage),
    ...known,
    allowFailure: flagOf(given.allow_failure),
    isRetried,
    url: textOf(given.web_url),
    createdAt: instantOf(given.created_at),
    startedAt,
    finishedAt,
    queuedMs: millisecondsOf(given.queued_duration),
    durationMs: finishedAt === null ? null : (millisecondsOf(given.duration) ?? between(startedAt, finishedAt)),
  }
}

/** Newest first: GitLab gives ids in the order of creation. */
export function byIdDescending(a: GitlabJob, b: GitlabJob): number {
  const [left, right] = [BigInt(externalIdOf('job', a?.id)), BigInt(externalIdOf('job', b?.id))]
  return left < right ? 1 : left > right ? -1 : 0
}

/** Which of a pipeline's jobs were retried: those of which a later one has the name. */
export function jobRows(jobs: readonly GitlabJob[], place: Omit<JobPlace, 'isRetried'>): JobRow[] {
  const names = new Set<string>()
  return [...jobs].sort(byIdDescending).map((job) => {
    const name = textOf(job.name) ?? ''
    const isRetried = name !== '' && names.has(name)
    names.add(name)
    return jobRow(job, { ...place, isRetried })
  })
}
