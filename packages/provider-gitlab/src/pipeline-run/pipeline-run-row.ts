import { type PipelineRunCommitRow, type PipelineRunRow, statusOf } from '@data-import/model'
import { accountOf, type GitlabUser } from '../people/account.js'
import type { People } from '../people/people.js'
import { gitlabRemoteKey } from '../record/remote-key.js'
import { bareRef, between, countOf, externalIdOf, instantOf, millisecondsOf, textOf } from '../record/values.js'
import type { WalkedProject } from '../walk/project-walk.js'

/** A pipeline, whole: https://docs.gitlab.com/api/pipelines/#get-a-single-pipeline */
export interface GitlabPipeline {
  id?: number | string
  iid?: number | string | null
  name?: string | null
  sha?: string | null
  ref?: string | null
  status?: string | null
  source?: string | null
  user?: GitlabUser | null
  web_url?: string | null
  created_at?: string | null
  updated_at?: string | null
  started_at?: string | null
  finished_at?: string | null
  /** Seconds that its jobs ran, without the pauses between. */
  duration?: number | null
  queued_duration?: number | null
}

/**
 * `externalId` ← `id`; `pipelineId` ← the project's CI; `triggeredById` ← `user`; `name`; `number` ← `iid`; `status`, `result` ←
 * `status`, kept in `originalStatus` and `originalResult`; `sha`; `ref`, bare; `trigger` ← `source`; `url` ← `web_url`; `createdAt`;
 * `startedAt`; `finishedAt` ← `finished_at` once it has ended; `queuedMs` ← `queued_duration`; `durationMs` ← `duration`, else from
 * start to end; `sourceUpdatedAt` ← `updated_at`. `parentRunId` comes with the bridges. GitLab counts no attempts of a pipeline.
 */
export function pipelineRunRow(
  given: GitlabPipeline,
  project: Pick<WalkedProject, 'id'>,
  pipelineId: string,
  people: Pick<People, 'idOf'>,
): PipelineRunRow {
  const externalId = externalIdOf('pipeline', given?.id)
  const known = statusOf('gitlab/pipeline', { status: textOf(given.status) })
  const startedAt = instantOf(given.started_at)
  const finishedAt = known.status === 'DONE' ? instantOf(given.finished_at) : null
  const duration = millisecondsOf(given.duration)
  return {
    externalId,
    repositoryId: project.id,
    pipelineId,
    triggeredById: people.idOf(accountOf(given.user)),
    name: textOf(given.name),
    number: countOf(given.iid),
    ...known,
    sha: textOf(given.sha),
    ref: bareRef(given.ref),
    trigger: textOf(given.source),
    url: textOf(given.web_url),
    createdAt: instantOf(given.created_at),
    startedAt,
    finishedAt,
    queuedMs: millisecondsOf(given.queued_duration),
    durationMs: known.status === 'DONE' ? (duration ?? between(startedAt, finishedAt)) : duration,
    sourceUpdatedAt: instantOf(given.updated_at),
  }
}

/** `externalId` ← the pipeline's `id` and `sha`; `sha`, `ref`; `remoteKey` ← the project's; it is the primary one, for it is the only one. */
export function pipelineRunCommitRow(
  given: GitlabPipeline,
  pipelineRunId: string,
  { webUrl }: Pick<WalkedProject, 'webUrl'>,
): PipelineRunCommitRow | null {
  const sha = textOf(given.sha)
  if (sha === null) return null
  const externalId = `${externalIdOf('pipeline', given.id)}:${sha}`
  const remoteKey = gitlabRemoteKey(webUrl)
  return { externalId, pipelineRunId, sha, ref: bareRef(given.ref), remoteKey, isPrimary: true }
}
