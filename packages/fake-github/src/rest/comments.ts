import { notFound } from '../server/api-error.js'
import { parameter, type RepositoryCall } from '../server/call.js'
import { pageAnswer, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import type { FakeComment } from '../state/comment.js'
import { fullName } from '../state/repository-state.js'
import { isoDate } from './iso-date.js'
import { noReactions } from './no-reactions.js'
import { readInstant } from './read-instant.js'
import { sortRows } from './sort-rows.js'
import { userBodyOrNull } from './user-body.js'
import { webAddress } from './web-address.js'

/** Comments of a repository's pull requests: on files, and in conversations, where GitHub lists those of issues too. */
export const commentRoutes: readonly RepositoryRoute[] = [
  {
    pattern: '/pulls/comments',
    permission: 'pull_requests',
    answer: (call) => list(call, '/pulls/comments', ({ path }) => path !== null, reviewCommentBody),
  },
  {
    pattern: '/issues/comments',
    permission: 'issues',
    answer: (call) => list(call, '/issues/comments', ({ path }) => path === null, issueCommentBody),
  },
  {
    pattern: '/pulls/{number}/comments',
    permission: 'pull_requests',
    answer: (call) => listOfOne(call, 'pulls', ({ path }) => path !== null, reviewCommentBody),
  },
  {
    pattern: '/issues/{number}/comments',
    permission: 'issues',
    answer: (call) => listOfOne(call, 'issues', ({ path }) => path === null, issueCommentBody),
  },
]

function listOfOne(
  call: RepositoryCall,
  kind: 'pulls' | 'issues',
  isWanted: (comment: FakeComment) => boolean,
  body: (call: RepositoryCall, comment: FakeComment) => unknown,
) {
  const { repository } = call
  const number = Number(parameter(call, 'number'))
  const isThere = repository.pullRequests.has(number) || (kind === 'issues' && repository.issues.has(number))
  if (!isThere) throw notFound()
  const isOfIt = (comment: FakeComment) => comment.pullRequest === number && isWanted(comment)
  return list(call, `/${kind}/${number}/comments`, isOfIt, body)
}

function list(
  call: RepositoryCall,
  path: string,
  isWanted: (comment: FakeComment) => boolean,
  body: (call: RepositoryCall, comment: FakeComment) => unknown,
) {
  const since = readInstant(call.query, 'since')
  const wanted = [...call.repository.comments.values()].filter(
    (comment) => isWanted(comment) && (since === null || comment.updatedAt >= since),
  )
  const sort = call.query.get('sort') ?? 'created'
  // Documented: without a sort the direction is ignored, and the oldest come first.
  const direction = call.query.has('sort') ? (call.query.get('direction') ?? 'desc') : 'asc'
  const instant = (row: FakeComment) => (sort === 'updated' ? row.updatedAt : row.createdAt)
  const rows = sortRows(wanted, instant, ({ id }) => id, direction)
  return pageAnswer(call, repositoryPath(call.repository, path), rows, (row) => body(call, row))
}

function common(call: RepositoryCall, comment: FakeComment) {
  return {
    id: comment.id,
    node_id: comment.nodeId,
    body: comment.body,
    user: userBodyOrNull(call, comment.author),
    created_at: isoDate(comment.createdAt),
    updated_at: isoDate(comment.updatedAt),
    author_association: 'CONTRIBUTOR',
  }
}

function reviewCommentBody(call: RepositoryCall, comment: FakeComment) {
  const api = `${call.base}/repos/${fullName(call.repository)}`
  const url = `${api}/pulls/comments/${comment.id}`
  const pull = `${api}/pulls/${comment.pullRequest}`
  const html = `${webAddress}/${fullName(call.repository)}/pull/${comment.pullRequest}#discussion_r${comment.id}`
  return {
    ...common(call, comment),
    url,
    pull_request_review_id: comment.review,
    diff_hunk: '@@ -1 +1 @@',
    path: comment.path,
    commit_id: call.repository.pullRequests.get(comment.pullRequest)?.headRefOid ?? '',
    original_commit_id: call.repository.pullRequests.get(comment.pullRequest)?.headRefOid ?? '',
    html_url: html,
    reactions: noReactions(url),
    pull_request_url: pull,
    _links: { self: { href: url }, html: { href: html }, pull_request: { href: pull } },
  }
}

function issueCommentBody(call: RepositoryCall, comment: FakeComment) {
  const api = `${call.base}/repos/${fullName(call.repository)}`
  const url = `${api}/issues/comments/${comment.id}`
  return {
    ...common(call, comment),
    url,
    reactions: noReactions(url),
    issue_url: `${api}/issues/${comment.pullRequest}`,
    html_url: `${webAddress}/${fullName(call.repository)}/pull/${comment.pullRequest}#issuecomment-${comment.id}`,
    performed_via_github_app: null,
  }
}
