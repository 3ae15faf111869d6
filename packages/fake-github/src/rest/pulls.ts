import { notFound } from '../server/api-error.js'
import { parameter, type RepositoryCall } from '../server/call.js'
import { pageAnswer, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { visibleReviews } from '../tokens/visible-reviews.js'
import { fullPullRequestBody, pullRequestBody } from './pull-request-body.js'
import { reviewBody } from './review-body.js'
import { sortRows } from './sort-rows.js'

/** Pull requests and their reviews. */
export const pullRoutes: readonly RepositoryRoute[] = [
  {
    pattern: '/pulls',
    permission: 'pull_requests',
    answer(call) {
      const rows = sorted(call, wanted(call))
      return pageAnswer(call, repositoryPath(call.repository, '/pulls'), rows, (row) => pullRequestBody(call, row))
    },
  },
  {
    pattern: '/pulls/{number}',
    permission: 'pull_requests',
    answer: (call) => ({ status: 200, body: fullPullRequestBody(call, pullOf(call)) }),
  },
  {
    pattern: '/pulls/{number}/reviews',
    permission: 'pull_requests',
    answer(call) {
      const { number } = pullOf(call)
      const path = repositoryPath(call.repository, `/pulls/${number}/reviews`)
      const reviews = visibleReviews(call.repository, call.token, number)
      return pageAnswer(call, path, reviews, (review) => reviewBody(call, review))
    },
  },
]

function pullOf(call: RepositoryCall): FakePullRequest {
  const pull = call.repository.pullRequests.get(Number(parameter(call, 'number')))
  if (!pull) throw notFound()
  return pull
}

function wanted({ query, repository }: RepositoryCall): FakePullRequest[] {
  const state = query.get('state') ?? 'open'
  const base = query.get('base')
  return [...repository.pullRequests.values()].filter(
    (pull) =>
      (state === 'all' || (state === 'open') === (pull.state === 'OPEN')) &&
      (base === null || pull.baseRefName === base),
  )
}

function sorted({ query }: RepositoryCall, rows: readonly FakePullRequest[]): FakePullRequest[] {
  const sort = query.get('sort') ?? 'created'
  // GitHub's default is descending by creation, ascending by anything else.
  const direction = query.get('direction') ?? (sort === 'created' ? 'desc' : 'asc')
  const instant = (row: FakePullRequest) => (sort === 'updated' ? row.updatedAt : row.createdAt)
  return sortRows(rows, instant, (row) => row.number, direction)
}
