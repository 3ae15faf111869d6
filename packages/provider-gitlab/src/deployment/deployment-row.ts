import type { ExecutionContext } from '@data-import/core/provider'
import { type DeploymentRow, jobTable, pipelineRunTable, statusOf } from '@data-import/model'
import { accountOf, type GitlabUser } from '../people/account.js'
import type { People } from '../people/people.js'
import { bareRef, between, externalIdOf, idOrNull, instantOf, millisecondsOf, textOf } from '../record/values.js'

/** A deployment: https://docs.gitlab.com/api/deployments/ */
export interface GitlabDeployment {
  id?: number | string
  sha?: string | null
  ref?: string | null
  status?: string | null
  created_at?: string | null
  updated_at?: string | null
  user?: GitlabUser | null
  environment?: { name?: string | null; tier?: string | null; external_url?: string | null } | null
  deployable?: {
    id?: number | string | null
    started_at?: string | null
    finished_at?: string | null
    duration?: number | null
    pipeline?: { id?: number | string | null } | null
  } | null
}

/**
 * `externalId` ← `id`; `environment` ← `environment.name`, `environmentTier` ← `environment.tier`; `status`, `result` ← `status`, kept in
 * `originalStatus` and `originalResult`; `sha`, `ref`; `creatorId` ← `user`; `url` ← `environment.external_url`; `createdAt`;
 * `startedAt`, `finishedAt` (once it has ended), `durationMs` ← `deployable`, the job that deploys; `jobId`, `pipelineRunId` ← that
 * job and its pipeline; `sourceUpdatedAt` ← `updated_at`. One by the API has no job, and nothing tells when it began and ended.
 */
export function deploymentRow(
  given: GitlabDeployment,
  repositoryId: string,
  people: Pick<People, 'idOf'>,
  { idOf }: Pick<ExecutionContext, 'idOf'>,
): DeploymentRow {
  const externalId = externalIdOf('deployment', given?.id)
  const { environment, deployable } = given
  const known = statusOf('gitlab/deployment', { status: textOf(given.status) })
  const startedAt = instantOf(deployable?.started_at)
  const finishedAt = known.status === 'DONE' ? instantOf(deployable?.finished_at) : null
  const job = idOrNull(deployable?.id)
  const run = idOrNull(deployable?.pipeline?.id)
  return {
    externalId,
    repositoryId,
    environment: textOf(environment?.name),
    environmentTier: textOf(environment?.tier),
    pipelineRunId: run === null ? null : idOf(pipelineRunTable, run),
    jobId: job === null ? null : idOf(jobTable, job),
    ...known,
    sha: textOf(given.sha),
    ref: bareRef(given.ref),
    creatorId: people.idOf(accountOf(given.user)),
    url: textOf(environment?.external_url),
    createdAt: instantOf(given.created_at),
    startedAt,
    finishedAt,
    durationMs: finishedAt === null ? null : (millisecondsOf(deployable?.duration) ?? between(startedAt, finishedAt)),
    sourceUpdatedAt: instantOf(given.updated_at),
  }
}
