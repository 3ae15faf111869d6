import { pullRequestCommentTable } from '@data-import/model'
import { octo } from '../testing/mapped-people.js'
import { byId, type ResourceDouble } from '../testing/resource-double.js'
import { ids, people, webUrl } from '../testing/sample.js'
import { accountId, accountLogin } from '../testing/true-people.js'
import { pullRequestComment } from './pull-request-comment.js'
import { pullRequestCommentRow, type RestIssueComment, type RestReviewComment } from './pull-request-comment-row.js'

export const restReviewComment: RestReviewComment = {
  id: 1_900_000_001,
  html_url: `${webUrl}/pull/12#discussion_r1900000001`,
  path: 'src/index.ts',
  pull_request_review_id: 4_000_000_001,
  pull_request_url: 'https://api.github.com/repos/acme/web/pulls/12',
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:00:00Z',
  user: octo.rest,
}

export const restIssueComment: RestIssueComment = {
  id: 2_600_000_001,
  html_url: `${webUrl}/pull/12#issuecomment-2600000001`,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:00:00Z',
  user: octo.rest,
}

export const pullRequestCommentDouble: ResourceDouble = {
  resource: pullRequestComment,
  mappings: [
    {
      name: 'pullRequestCommentRow of a file',
      whole: restReviewComment,
      table: pullRequestCommentTable,
      map: (one) => pullRequestCommentRow(one, 'id', people(), ids),
    },
    {
      name: 'pullRequestCommentRow of the conversation',
      whole: restIssueComment,
      table: pullRequestCommentTable,
      map: (one) => pullRequestCommentRow(one, 'id', people(), ids),
    },
  ],
  expected: ({ pullRequests, comments }) => ({
    pullRequestComment: byId(comments.values(), (comment) => ({
      pullRequestId: String(pullRequests.get(comment.pullRequest)?.id),
      authorId: accountId(comment.author),
      authorName: accountLogin(comment.author),
      path: comment.path,
      createdAt: comment.createdAt,
      updatedAt: comment.updatedAt,
    })),
  }),
}
