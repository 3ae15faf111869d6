import type { FakeDeployment, FakeDeploymentStatus } from '../state/deployment.js'
import { connection } from './connection.js'
import type { Context } from './context.js'
import { requirePermission } from './failure.js'
import { type Arguments, fields, type TypeFields } from './fields.js'
import { isOneOf } from './list-arguments.js'
import {
  accountSource,
  commitSource,
  ghostSource,
  type RepositorySource,
  type RowSource,
  repositorySource,
} from './source.js'

type DeploymentSource = RowSource<FakeDeployment>
type StatusSource = RowSource<FakeDeploymentStatus> & { readonly deployment: FakeDeployment }

/** Deployments and their statuses; what isn't here is told as the row has it. */
export const deploymentFields: TypeFields = {
  Deployment: fields<DeploymentSource>({
    id: ({ row }) => row.nodeId,
    databaseId: ({ row }) => row.id,
    commitOid: ({ row }) => row.sha,
    commit: async ({ repository, row }) => commitSource(repository, await repository.git.commit(row.sha)),
    creator: ({ row }) => accountSource(row.creator) ?? ghostSource(),
    originalEnvironment: ({ row }) => row.environment,
    latestEnvironment: ({ row }) => row.environment,
    payload: () => null,
    ref: ({ repository, row }) => (repository.git.heads.has(row.ref) ? { repository, branch: row.ref } : null),
    repository: ({ repository }) => repositorySource(repository),
    state: ({ row }) => deploymentState(row),
    latestStatus: (source) => statusSource(source, source.row.statuses.at(-1)),
    statuses: (source, args) =>
      connection(source.row.statuses, args, {
        value: (status) => -status.createdAt.getTime(),
        id: (status) => -status.id,
        node: (status) => statusSource(source, status),
      }),
  }),
  DeploymentStatus: fields<StatusSource>({
    id: ({ row }) => row.nodeId,
    state: ({ row }) => row.state.toUpperCase(),
    creator: ({ row }) => accountSource(row.creator) ?? ghostSource(),
    environment: ({ deployment }) => deployment.environment,
    deployment: ({ repository, deployment }) => ({ __typename: 'Deployment', repository, row: deployment }),
  }),
  Repository: fields<RepositorySource>({ deployments }),
}

/** A deployment that succeeded is `ACTIVE`; one without a status is `PENDING`. */
function deploymentState(row: FakeDeployment): string {
  const state = row.statuses.at(-1)?.state ?? 'pending'
  return state === 'success' ? 'ACTIVE' : state.toUpperCase()
}

function statusSource({ repository, row }: DeploymentSource, status: FakeDeploymentStatus | undefined) {
  return status ? { __typename: 'DeploymentStatus', repository, row: status, deployment: row } : null
}

function deployments({ repository }: RepositorySource, args: Arguments, context: Context) {
  requirePermission(context, 'deployments')
  const rows = [...repository.deployments.values()].filter((row) => isOneOf(args.environments, row.environment))
  return connection(rows, args, {
    value: (row: FakeDeployment) => row.createdAt.getTime(),
    id: ({ id }) => id,
    node: (row) => ({ __typename: 'Deployment', repository, row }),
  })
}
