import { ApiError } from '../server/api-error.js'
import { parameter, type RepositoryCall } from '../server/call.js'
import { pageAnswer, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import type { FakeIssue } from '../state/issue.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { issueBody, pullRequestAsIssueBody } from './issue-body.js'
import { readInstant } from './read-instant.js'
import { sortRows } from './sort-rows.js'

/** Issues, among which GitHub lists pull requests. */
export const issueRoutes: readonly RepositoryRoute[] = [
  {
    pattern: '/issues',
    permission: 'issues',
    answer(call) {
      const { repository, query } = call
      if (!repository.hasIssues) throw new ApiError(410, 'Issues has been disabled in this repository.')
      const instant = (row: FakeIssue | FakePullRequest) =>
        query.get('sort') === 'updated' ? row.updatedAt : row.createdAt
      const rows = sortRows(wanted(call), instant, (row) => row.number, query.get('direction'))
      return pageAnswer(call, repositoryPath(repository, '/issues'), rows, (row) => bodyOf(call, row))
    },
  },
  {
    pattern: '/issues/{number}',
    permission: 'issues',
    answer(call) {
      const { repository } = call
      if (!repository.hasIssues) throw new ApiError(410, 'Issues has been disabled in this repository.')
      const number = Number(parameter(call, 'number'))
      const row = repository.issues.get(number) ?? repository.pullRequests.get(number)
      if (row) return { status: 200, body: bodyOf(call, row) }
      if (number >= 1 && number < repository.nextNumber) throw new ApiError(410, 'This issue was deleted')
      throw new ApiError(404, 'Not Found')
    },
  },
]

function wanted({ repository, query }: RepositoryCall): (FakeIssue | FakePullRequest)[] {
  const state = query.get('state') ?? 'open'
  const since = readInstant(query, 'since')
  return [...repository.issues.values(), ...repository.pullRequests.values()].filter(
    (row) =>
      (state === 'all' || (state === 'open') === (row.state === 'OPEN')) && (since === null || row.updatedAt >= since),
  )
}

function bodyOf(call: RepositoryCall, row: FakeIssue | FakePullRequest) {
  return 'headRefOid' in row ? pullRequestAsIssueBody(call, row) : issueBody(call, row)
}
