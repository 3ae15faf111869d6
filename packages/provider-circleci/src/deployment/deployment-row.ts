import type { ExecutionContext } from '@data-import/core/provider'
import { type DeploymentRow, jobTable, pipelineRunTable } from '@data-import/model'
import { idOfRecord, instantOf, textOf } from '../record/read.js'

/** A version of a component: https://circleci.com/docs/api/v2/#operation/listComponentVersions */
export interface VersionBody {
  name?: string | null
  namespace?: string | null
  environment_id?: string | null
  is_live?: boolean | null
  workflow_id?: string | null
  job_id?: string | null
  last_deployed_at?: string | null
}

/** What is known of the workflow and the job that deployed. */
export interface DeployedBy {
  sha: string | null
  ref: string | null
  triggeredById: string | null
  /** How the job ended; null where it isn't known. */
  result: string | null
}

/**
 * `externalId` ← the component's id, `environment_id`, `namespace` and `name`: a version has none, and is one deployment, the last of
 * it; `environment` ← the environment's name; `pipelineRunId` ← `workflow_id`; `jobId` ← `job_id`; `finishedAt` ←
 * `last_deployed_at`; `sha`, `ref` and `creatorId` ← the workflow. CircleCI doesn't say how it ended: what is live succeeded, and of
 * others the job that deployed tells.
 */
export function deploymentRow(
  version: VersionBody,
  place: { componentId: string; environment: string | null },
  by: DeployedBy | undefined,
  { idOf }: Pick<ExecutionContext, 'idOf'>,
): DeploymentRow {
  const name = idOfRecord('version of a component', version.name)
  const workflow = textOf(version.workflow_id)
  const job = textOf(version.job_id)
  const finishedAt = instantOf(version.last_deployed_at)
  const isLive = version.is_live === true
  const word = typeof version.is_live === 'boolean' ? (isLive ? 'live' : 'not live') : null
  return {
    externalId: [place.componentId, version.environment_id ?? '', version.namespace ?? '', name].join(':'),
    environment: place.environment,
    ...(workflow !== null && { pipelineRunId: idOf(pipelineRunTable, workflow) }),
    ...(workflow !== null && job !== null && { jobId: idOf(jobTable, `${workflow}:${job}`) }),
    status: finishedAt !== null || isLive ? 'DONE' : null,
    originalStatus: word,
    result: isLive ? 'SUCCESS' : finishedAt !== null ? (by?.result ?? null) : null,
    originalResult: null,
    sha: by?.sha ?? null,
    ref: by?.ref ?? null,
    creatorId: by?.triggeredById ?? null,
    finishedAt,
    sourceUpdatedAt: finishedAt,
  }
}
