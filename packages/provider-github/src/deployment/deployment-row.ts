import type { ExecutionContext } from '@data-import/core/provider'
import { type DeploymentRow, pipelineRunTable, statusOf } from '@data-import/model'
import { graphqlAccount } from '../people/account.js'
import type { People } from '../people/people.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import type { GraphqlDeployment, GraphqlStatus } from './deployment-query.js'
import { inOrder } from './in-order.js'
import { runNumberOf } from './run-of.js'

/** The repository that was deployed. */
export interface DeploymentOwner {
  /** Id of its row. */
  id: string
  fullName: string
}

/**
 * `externalId` ← `databaseId`; `environment`; `status` ← `state`, kept as it is in `originalStatus`; `result` ← the last
 * status that is success, failure or error, so that a later INACTIVE undoes nothing, else `state`; `sha` ← `commitOid`;
 * `ref` ← `ref.name`, null once the branch is gone; `creatorId` ← `creator`; `url` ← `environmentUrl` of the newest status;
 * `createdAt`; `startedAt` ← the first status IN_PROGRESS; `finishedAt` ← the first status success, failure or error, and
 * `durationMs` between the two; `pipelineRunId` ← the run in `logUrl` of a status. GitHub's environments have no tiers.
 */
export function deploymentRow(
  deployment: GraphqlDeployment,
  statuses: readonly GraphqlStatus[],
  repository: DeploymentOwner,
  people: People,
  { idOf }: Pick<ExecutionContext, 'idOf'>,
): DeploymentRow {
  const externalId = externalIdOf('deployment', deployment?.databaseId)
  const { state } = deployment
  const ordered = inOrder(statuses, deployment.latestStatus?.id ?? null)
  const ends = ordered.filter((status) => ['SUCCESS', 'FAILURE', 'ERROR'].includes(status.state))
  // GitHub gives no state to a deployment that nobody has said anything of yet.
  const known = statusOf('github/deployment', { status: state ?? 'PENDING', result: ends.at(-1)?.state })
  const run = runNumberOf(ordered, repository.fullName)
  const startedAt = instantOf(ordered.find((one) => one.state === 'IN_PROGRESS')?.createdAt)
  const finishedAt = known.status === 'DONE' ? instantOf(ends[0]?.createdAt) : null
  return {
    externalId,
    repositoryId: repository.id,
    environment: deployment.environment,
    ...known,
    originalStatus: state,
    pipelineRunId: run === null ? null : idOf(pipelineRunTable, run),
    sha: deployment.commitOid,
    ref: deployment.ref?.name ?? null,
    creatorId: people.idOf(graphqlAccount(deployment.creator)),
    url: ordered.at(-1)?.environmentUrl || null,
    createdAt: instantOf(deployment.createdAt),
    startedAt,
    finishedAt,
    durationMs: startedAt && finishedAt ? Math.max(finishedAt.getTime() - startedAt.getTime(), 0) : null,
    sourceUpdatedAt: instantOf(deployment.updatedAt),
  }
}
