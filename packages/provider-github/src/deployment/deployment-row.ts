import type { DeploymentRow } from '@data-import/model'
import { graphqlAccount } from '../people/account.js'
import type { People } from '../people/people.js'
import type { GraphqlDeployment, GraphqlStatus } from './deployment-query.js'

/** https://docs.github.com/en/graphql/reference/enums#deploymentstate; what isn't here has ended. */
const unended: Readonly<Record<string, 'QUEUED' | 'RUNNING' | 'WAITING'>> = {
  PENDING: 'QUEUED',
  QUEUED: 'QUEUED',
  IN_PROGRESS: 'RUNNING',
  WAITING: 'WAITING',
}

const results: Readonly<Record<string, 'SUCCESS' | 'FAILURE' | 'CANCELLED'>> = {
  SUCCESS: 'SUCCESS',
  ACTIVE: 'SUCCESS',
  FAILURE: 'FAILURE',
  ERROR: 'FAILURE',
  ABANDONED: 'CANCELLED',
}

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
  const { state } = deployment
  const inOrder = [...statuses].sort((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))
  const ends = inOrder.filter((status) => ['SUCCESS', 'FAILURE', 'ERROR'].includes(status.state))
  const status = unended[state ?? 'PENDING'] ?? 'DONE'
  const result = status === 'DONE' ? (results[ends.at(-1)?.state ?? state ?? ''] ?? null) : null
  return {
    externalId: String(deployment.databaseId),
    repositoryId,
    environment: deployment.environment,
    status,
    originalStatus: state,
    result,
    sha: deployment.commitOid,
    ref: deployment.ref?.name ?? null,
    creatorId: people.idOf(graphqlAccount(deployment.creator)),
    url: inOrder.at(-1)?.environmentUrl || null,
    createdAt: new Date(deployment.createdAt),
    startedAt: dateOf(inOrder.find((one) => one.state === 'IN_PROGRESS')),
    finishedAt: status === 'DONE' ? dateOf(ends[0]) : null,
    sourceUpdatedAt: new Date(deployment.updatedAt),
  }
}

function dateOf(status: GraphqlStatus | undefined): Date | null {
  return status ? new Date(status.createdAt) : null
}
