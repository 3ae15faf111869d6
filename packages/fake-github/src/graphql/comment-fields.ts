import { webAddress } from '../rest/web-address.js'
import type { FakeComment } from '../state/comment.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { fullName } from '../state/repository-state.js'
import { connection } from './connection.js'
import { type Arguments, fields, type TypeFields } from './fields.js'
import { accountSource, type RowSource } from './source.js'

type CommentSource = RowSource<FakeComment>

const comment = fields<CommentSource>({
  id: ({ row }) => row.nodeId,
  databaseId: ({ row }) => row.id,
  fullDatabaseId: ({ row }) => String(row.id),
  url: ({ repository, row }) => {
    const anchor = row.path === null ? `issuecomment-${row.id}` : `discussion_r${row.id}`
    return `${webAddress}/${fullName(repository)}/pull/${row.pullRequest}#${anchor}`
  },
  author: ({ row }) => accountSource(row.author),
  pullRequestReview: ({ repository, row }) => {
    const review = row.review === null ? undefined : repository.reviews.get(row.review)
    return review ? { __typename: 'PullRequestReview', repository, row: review } : null
  },
})

/** Comments on pull requests; what isn't here is told as the row has it. */
export const commentFields: TypeFields = {
  IssueComment: comment,
  PullRequestReviewComment: comment,
  PullRequestReviewThread: fields<CommentSource>({
    id: ({ row }) => row.nodeId,
    comments: (source, args) => list(source, [source.row], args, 'PullRequestReviewComment'),
  }),
}

/** Comments in the conversation. */
export function comments(source: RowSource<FakePullRequest>, args: Arguments) {
  return list(source, commentsOf(source, false), args, 'IssueComment')
}

/** Comments on files; here each is a thread of its own. */
export function reviewThreads(source: RowSource<FakePullRequest>, args: Arguments) {
  return list(source, commentsOf(source, true), args, 'PullRequestReviewThread')
}

function commentsOf({ repository, row }: RowSource<FakePullRequest>, isOnFile: boolean): FakeComment[] {
  return [...repository.comments.values()].filter(
    (one) => one.pullRequest === row.number && (one.path !== null) === isOnFile,
  )
}

function list({ repository }: RowSource<unknown>, rows: readonly FakeComment[], args: Arguments, type: string) {
  return connection(rows, args, {
    value: ({ createdAt }) => createdAt.getTime(),
    id: ({ id }) => id,
    node: (row) => ({ __typename: type, repository, row }),
  })
}
