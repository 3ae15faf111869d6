import type { ExecutionContext } from '@data-import/core/provider'
import { type PullRequestCommentRow, reviewTable } from '@data-import/model'
import { graphqlAccount, type RestAccount, restAccount } from '../people/account.js'
import type { People } from '../people/people.js'
import type { Described } from '../record/described.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import type { GraphqlComment } from './first-comments.js'

/** A comment in the conversation: https://docs.github.com/en/rest/issues/comments#list-issue-comments-for-a-repository */
export interface RestIssueComment
  extends Pick<Described<'issues', 'listCommentsForRepo'>[number], 'id' | 'html_url' | 'created_at' | 'updated_at'> {
  user: RestAccount | null
}

/** A comment on a file: https://docs.github.com/en/rest/pulls/comments#list-review-comments-in-a-repository */
export interface RestReviewComment
  extends Pick<
    Described<'pulls', 'listReviewCommentsForRepo'>[number],
    'id' | 'html_url' | 'path' | 'pull_request_review_id' | 'pull_request_url' | 'created_at' | 'updated_at'
  > {
  user: RestAccount | null
}

/**
 * `externalId` ← `id`; `pullRequestId` ← the number in `html_url`; `reviewId` ← `pull_request_review_id`; `authorId`,
 * `authorName` ← `user`, null for a deleted account; `path`; `url` ← `html_url`; `createdAt`, `updatedAt`. The text is left out.
 */
export function pullRequestCommentRow(
  comment: RestIssueComment | RestReviewComment,
  pullRequestId: string,
  people: People,
  { idOf }: Pick<ExecutionContext, 'idOf'>,
): PullRequestCommentRow {
  const externalId = externalIdOf('comment', comment?.id)
  const author = restAccount(comment.user)
  const review = 'pull_request_review_id' in comment ? comment.pull_request_review_id : null
  return {
    externalId,
    pullRequestId,
    reviewId: review ? idOf(reviewTable, externalIdOf('review', review)) : null,
    authorId: people.idOf(author),
    authorName: author?.login ?? null,
    path: 'path' in comment ? comment.path : null,
    url: comment.html_url,
    createdAt: instantOf(comment.created_at),
    updatedAt: instantOf(comment.updated_at),
    sourceUpdatedAt: instantOf(comment.updated_at),
  }
}

/** As {@link pullRequestCommentRow}, from `fullDatabaseId`, `author`, `pullRequestReview` and so on. */
export function graphqlCommentRow(
  comment: GraphqlComment,
  pullRequestId: string,
  people: People,
  { idOf }: Pick<ExecutionContext, 'idOf'>,
): PullRequestCommentRow {
  const externalId = externalIdOf('comment', comment?.fullDatabaseId)
  const author = graphqlAccount(comment.author)
  const review = comment.pullRequestReview?.fullDatabaseId
  return {
    externalId,
    pullRequestId,
    reviewId: review ? idOf(reviewTable, externalIdOf('review', review)) : null,
    authorId: people.idOf(author),
    authorName: author?.login ?? null,
    path: comment.path ?? null,
    url: comment.url,
    createdAt: instantOf(comment.createdAt),
    updatedAt: instantOf(comment.updatedAt),
    sourceUpdatedAt: instantOf(comment.updatedAt),
  }
}

/** The number of the pull request that a comment is on; null for a comment on an issue, which GitHub lists with them. */
export function pullRequestNumber({ html_url: url }: Pick<RestIssueComment, 'html_url'>): number | null {
  const number = /\/pull\/(\d+)#/.exec(url)?.[1]
  return number === undefined ? null : Number(number)
}
