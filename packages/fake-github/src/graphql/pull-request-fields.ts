import { webAddress } from '../rest/web-address.js'
import { nodeId } from '../state/node-id.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { fullName, type RepositoryState } from '../state/repository-state.js'
import type { FakeReview } from '../state/review.js'
import { visibleReviews } from '../tokens/visible-reviews.js'
import { comments, reviewThreads } from './comment-fields.js'
import { connection } from './connection.js'
import type { Context } from './context.js'
import { failure, requirePermission } from './failure.js'
import { type Arguments, fields, type TypeFields } from './fields.js'
import { labels } from './labels.js'
import { isOneOf, orderInstant } from './list-arguments.js'
import { accountSource, commitSource, type RepositorySource, type RowSource, repositorySource } from './source.js'
import { timelineItems } from './timeline-fields.js'

type PullSource = RowSource<FakePullRequest>
type ReviewSource = RowSource<FakeReview>
interface PullCommitSource {
  readonly repository: RepositoryState
  readonly pullRequest: FakePullRequest
  readonly sha: string
}

/** Pull requests and reviews; what isn't here is told as the row has it. */
export const pullRequestFields: TypeFields = {
  PullRequest: fields<PullSource>({
    id: ({ row }) => row.nodeId,
    databaseId: ({ row }) => row.id,
    fullDatabaseId: ({ row }) => String(row.id),
    url: pullUrl,
    permalink: pullUrl,
    body: ({ row }) => row.body ?? '',
    bodyText: ({ row }) => row.body ?? '',
    closed: ({ row }) => row.state !== 'OPEN',
    merged: ({ row }) => row.state === 'MERGED',
    locked: () => false,
    author: ({ row }) => accountSource(row.author),
    authorAssociation: () => 'CONTRIBUTOR',
    mergedBy: ({ row }) => accountSource(row.mergedBy),
    isCrossRepository: ({ row }) => row.headRepository === 'gone',
    repository: ({ repository }) => repositorySource(repository),
    baseRepository: ({ repository }) => repositorySource(repository),
    headRepository: ({ repository, row }) => (row.headRepository === 'gone' ? null : repositorySource(repository)),
    headRepositoryOwner: ({ repository, row }) =>
      row.headRepository === 'gone' ? null : accountSource(repository.owner),
    mergeCommit: async ({ repository, row }) =>
      row.mergeCommitOid === null
        ? null
        : commitSource(repository, await repository.git.rememberedCommit(row.mergeCommitOid)),
    commits,
    reviews,
    labels,
    closingIssuesReferences,
    timelineItems,
    assignees: (_source, args) => nothing(args),
    comments,
    reviewThreads,
  }),
  PullRequestCommit: fields<PullCommitSource>({
    id: ({ repository, sha }) => nodeId('Commit', repository.id, `of ${sha}`),
    commit: async ({ repository, sha }) => commitSource(repository, await repository.git.rememberedCommit(sha)),
    pullRequest: ({ repository, pullRequest }) => ({ __typename: 'PullRequest', repository, row: pullRequest }),
  }),
  PullRequestReview: fields<ReviewSource>({
    id: ({ row }) => row.nodeId,
    databaseId: ({ row }) => row.id,
    fullDatabaseId: ({ row }) => String(row.id),
    url: ({ repository, row }) =>
      `${webAddress}/${fullName(repository)}/pull/${row.pullRequest}#pullrequestreview-${row.id}`,
    author: ({ row }) => accountSource(row.author),
    authorAssociation: () => 'CONTRIBUTOR',
    publishedAt: ({ row }) => row.submittedAt,
    commit: async ({ repository, row }) =>
      row.commitOid === null ? null : commitSource(repository, await repository.git.rememberedCommit(row.commitOid)),
    repository: ({ repository }) => repositorySource(repository),
    pullRequest: ({ repository, row }) => ({
      __typename: 'PullRequest',
      repository,
      row: repository.pullRequests.get(row.pullRequest),
    }),
  }),
  Repository: fields<RepositorySource>({
    pullRequests,
    pullRequest({ repository }, { number }, context) {
      requirePermission(context, 'pull_requests')
      const row = repository.pullRequests.get(Number(number))
      if (!row) throw failure('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`)
      return { __typename: 'PullRequest', repository, row }
    },
  }),
}

function pullRequests({ repository }: RepositorySource, args: Arguments, context: Context) {
  requirePermission(context, 'pull_requests')
  const rows = [...repository.pullRequests.values()].filter(
    (row) => isOneOf(args.states, row.state) && (!args.baseRefName || args.baseRefName === row.baseRefName),
  )
  return connection(rows, args, {
    value: (row) => orderInstant(row, args).getTime(),
    id: ({ number }) => number,
    node: (row) => ({ __typename: 'PullRequest', repository, row }),
  })
}

function pullUrl({ repository, row }: PullSource): string {
  return `${webAddress}/${fullName(repository)}/pull/${row.number}`
}

/** Oldest first, as the page of the pull request has them. */
function commits({ repository, row }: PullSource, args: Arguments) {
  if (args.first === undefined) return { totalCount: row.commits }
  return connection(
    row.commitShas.map((sha, index) => ({ sha, index })),
    args,
    {
      value: ({ index }) => index,
      id: ({ index }) => index,
      node: ({ sha }) => ({ repository, pullRequest: row, sha }),
    },
  )
}

function closingIssuesReferences({ repository, row }: PullSource, args: Arguments, context: Context) {
  requirePermission(context, 'issues')
  const rows = row.closes.flatMap((number) => repository.issues.get(number) ?? [])
  return connection(rows, args, {
    value: ({ number }) => number,
    id: ({ number }) => number,
    node: (issue) => ({ __typename: 'Issue', repository, row: issue }),
  })
}

function reviews({ repository, row }: PullSource, args: Arguments, { token }: Context) {
  const rows = visibleReviews(repository, token, row.number)
  return connection(rows, args, {
    value: ({ id }) => id,
    id: ({ id }) => id,
    node: (review) => ({ __typename: 'PullRequestReview', repository, row: review }),
  })
}

function nothing(args: Arguments) {
  return connection<never>([], args, { value: () => 0, id: () => 0, node: (row) => row })
}
