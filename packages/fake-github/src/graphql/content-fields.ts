import { webAddress } from '../rest/web-address.js'
import type { FakeDeployment, FakeDeploymentStatus } from '../state/deployment.js'
import type { FakeIssue } from '../state/issue.js'
import type { FakeRelease } from '../state/release.js'
import { fullName } from '../state/repository-state.js'
import { connection } from './connection.js'
import { type Fields, fields } from './fields.js'
import { labels } from './labels.js'
import { accountSource, commitSource, ghostSource, type RowSource, repositorySource } from './source.js'

type IssueSource = RowSource<FakeIssue>
type DeploymentSource = RowSource<FakeDeployment>
type StatusSource = RowSource<FakeDeploymentStatus> & { readonly deployment: FakeDeployment }
type ReleaseSource = RowSource<FakeRelease>

/** Issues, deployments and releases; what isn't here is told as the row has it. */
export const contentFields: Readonly<Record<string, Fields>> = {
  Issue: fields<IssueSource>({
    id: ({ row }) => row.nodeId,
    databaseId: ({ row }) => row.id,
    fullDatabaseId: ({ row }) => String(row.id),
    url: ({ repository, row }) => `${webAddress}/${fullName(repository)}/issues/${row.number}`,
    body: ({ row }) => row.body ?? '',
    bodyText: ({ row }) => row.body ?? '',
    closed: ({ row }) => row.state === 'CLOSED',
    locked: () => false,
    author: ({ row }) => accountSource(row.author),
    authorAssociation: () => 'CONTRIBUTOR',
    repository: ({ repository }) => repositorySource(repository),
    labels,
    assignees: ({ row }, args) =>
      connection(
        row.assignees.filter(({ isDeleted }) => !isDeleted),
        args,
        {
          value: ({ id }) => id,
          id: ({ id }) => id,
          node: (account) => accountSource(account),
        },
      ),
  }),
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
  Release: fields<ReleaseSource>({
    id: ({ row }) => row.nodeId,
    databaseId: ({ row }) => row.id,
    description: ({ row }) => row.body,
    url: ({ repository, row }) =>
      `${webAddress}/${fullName(repository)}/releases/tag/${encodeURIComponent(row.tagName.toWellFormed())}`,
    author: ({ row }) => (row.author?.type === 'User' ? accountSource(row.author) : null),
    isLatest: ({ repository, row }) => latestRelease([...repository.releases.values()]) === row,
    tag: () => null,
    tagCommit: async ({ repository, row }) =>
      row.sha === null ? null : commitSource(repository, await repository.git.rememberedCommit(row.sha)),
    repository: ({ repository }) => repositorySource(repository),
  }),
}

/** A deployment that succeeded is `ACTIVE`; one without a status is `PENDING`. */
function deploymentState(row: FakeDeployment): string {
  const state = row.statuses.at(-1)?.state ?? 'pending'
  return state === 'success' ? 'ACTIVE' : state.toUpperCase()
}

function statusSource({ repository, row }: DeploymentSource, status: FakeDeploymentStatus | undefined) {
  return status ? { __typename: 'DeploymentStatus', repository, row: status, deployment: row } : null
}

function latestRelease(releases: readonly FakeRelease[]): FakeRelease | undefined {
  return releases
    .filter(({ isDraft, isPrerelease }) => !isDraft && !isPrerelease)
    .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || b.id - a.id)[0]
}
