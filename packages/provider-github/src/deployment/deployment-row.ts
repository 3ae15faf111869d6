import type { DeploymentRow } from '@data-import/model'
import { graphqlAccount } from '../people/account.js'
import type { People } from '../people/people.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import type { GraphqlDeployment, GraphqlStatus } from './deployment-query.js'
import { inOrder } from './in-order.js'

/** https://docs.github.com/en/graphql/reference/enums#deploymentstate; what isn't here has ended. */
const unended: ReadonlyMap<unknown, 'QUEUED' | 'RUNNING' | 'WAITING'> = new Map(
  Object.entries({
    PENDING: 'QUEUED',
    QUEUED: 'QUEUED',
    IN_PROGRESS: 'RUNNING',
    WAITING: 'WAITING',
  } as const),
)

const results: ReadonlyMap<unknown, 'SUCCESS' | 'FAILURE' | 'CANCELLED'> = new Map(
  Object.entries({
    SUCCESS: 'SUCCESS',
    ACTIVE: 'SUCCESS',
    FAILURE: 'FAILURE',
    ERROR: 'FAILURE',
    ABANDONED: 'CANCELLED',
  } as const),
)

/**
 * `externalId` ← `databaseId`; `environment`; `status` ← `state`, kept as it is in `originalStatus`; `result` ← the last
 * status that is success, failure or error, so that a later INACTIVE undoes nothing, else `state`; `sha` ← `commitOid`;
 * `ref` ← `ref.name`, null once the branch is gone; `creatorId` ← `creator`; `url` ← `environmentUrl` of the newest status;
 * `createdAt`; `startedAt` ← the first status IN_PROGRESS; `finishedAt` ← the first status success, failure or error.
 */
export function deploymentRow(
  deployment: GraphqlDeployment,
  statuses: readonly GraphqlStatus[],
  repositoryId: string,
  people: People,
): DeploymentRow {
  const externalId = externalIdOf('deployment', deployment?.databaseId)
  const { state } = deployment
  const ordered = inOrder(statuses, deployment.latestStatus?.id ?? null)
  const ends = ordered.filter((status) => ['SUCCESS', 'FAILURE', 'ERROR'].includes(status.state))
  const status = unended.get(state ?? 'PENDING') ?? 'DONE'
  const result = status === 'DONE' ? (results.get(ends.at(-1)?.state ?? state) ?? null) : null
  return {
    externalId,
    repositoryId,
    environment: deployment.environment,
    status,
    originalStatus: state,
    result,
    sha: deployment.commitOid,
    ref: deployment.ref?.name ?? null,
    creatorId: people.idOf(graphqlAccount(deployment.creator)),
    url: ordered.at(-1)?.environmentUrl || null,
    createdAt: instantOf(deployment.createdAt),
    startedAt: instantOf(ordered.find((one) => one.state === 'IN_PROGRESS')?.createdAt),
    finishedAt: status === 'DONE' ? instantOf(ends[0]?.createdAt) : null,
    sourceUpdatedAt: instantOf(deployment.updatedAt),
  }
}
