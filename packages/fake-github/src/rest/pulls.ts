import type { Answer } from '../server/answer.js'
import { notFound } from '../server/api-error.js'
import { parameter, type RepositoryCall } from '../server/call.js'
import { pageAnswer, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { requestedReviewers } from '../state/requested-reviewers.js'
import { visibleReviews } from '../tokens/visible-reviews.js'
import { commitBody } from './commit-body.js'
import { fullPullRequestBody, pullRequestBody } from './pull-request-body.js'
import { reviewBody } from './review-body.js'
import { sortRows } from './sort-rows.js'
import { userBody } from './user-body.js'

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
  { pattern: '/pulls/{number}/commits', permission: 'pull_requests', answer: listCommits },
  {
    pattern: '/pulls/{number}/requested_reviewers',
    permission: 'pull_requests',
    answer(call) {
      const users = requestedReviewers(call.repository, pullOf(call)).map((account) => userBody(call, account))
      return { status: 200, body: { users, teams: [] } }
    },
  },
]

/** Oldest first, and no more than 250: https://docs.github.com/rest/pulls/pulls#list-commits-on-a-pull-request */
async function listCommits(call: RepositoryCall): Promise<Answer> {
  const { repository } = call
  const { number, commitShas } = pullOf(call)
  const commits = await Promise.all(commitShas.slice(0, 250).map((sha) => repository.git.rememberedCommit(sha)))
  const known = commits.filter((commit) => commit !== undefined)
  const path = repositoryPath(repository, `/pulls/${number}/commits`)
  return pageAnswer(call, path, known, (commit) => commitBody(call, commit))
}

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
