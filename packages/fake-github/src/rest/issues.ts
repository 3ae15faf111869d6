import type { Answer } from '../server/answer.js'
import { ApiError, unprocessable } from '../server/api-error.js'
import { parameter, type RepositoryCall } from '../server/call.js'
import { type Position, readCursor, writeCursor } from '../server/cursor.js'
import { pageRequest, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import type { FakeIssue } from '../state/issue.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { issueBody, pullRequestAsIssueBody } from './issue-body.js'
import { readInstant } from './read-instant.js'
import { sortRows } from './sort-rows.js'

/** Issues, among which GitHub lists pull requests. */
export const issueRoutes: readonly RepositoryRoute[] = [
  { pattern: '/issues', permission: 'issues', answer: listIssues },
  {
    pattern: '/issues/{number}',
    permission: 'issues',
    answer(call) {
      const { repository } = call
      refuseSwitchedOff(call)
      const number = Number(parameter(call, 'number'))
      const row = repository.issues.get(number) ?? repository.pullRequests.get(number)
      if (row) return { status: 200, body: bodyOf(call, row) }
      if (number >= 1 && number <= (repository.numbers.get('issues') ?? 0))
        throw new ApiError(410, 'This issue was deleted')
      throw new ApiError(404, 'Not Found')
    },
  },
]

/**
 * The link to the next page has the number of that page and a cursor, which is what counts; there is no link to the last.
 * https://github.com/google/go-github/issues/3565
 */
function listIssues(call: RepositoryCall): Answer {
  refuseSwitchedOff(call)
  const { repository, query } = call
  const sign = query.get('direction') === 'asc' ? 1 : -1
  const instant = (row: FakeIssue | FakePullRequest) =>
    query.get('sort') === 'updated' ? row.updatedAt : row.createdAt
  const rows = sortRows(wanted(call), instant, (row) => row.number, query.get('direction'))
  const { page, perPage } = pageRequest(call)
  const after = afterCursor(query)
  const isBehind = (row: FakeIssue | FakePullRequest, [value, id]: Position) =>
    sign * (instant(row).getTime() - Number(value) || row.number - id) > 0
  const from = after ? rows.findIndex((row) => isBehind(row, after)) : (page - 1) * perPage
  const shown = from < 0 ? [] : rows.slice(from, from + perPage)
  const last = shown.at(-1)
  const body = shown.map((row) => bodyOf(call, row))
  if (!last || from + perPage >= rows.length) return { status: 200, body }
  const next = new URLSearchParams(query)
  next.set('after', writeCursor([instant(last).getTime(), last.number]))
  next.set('page', String(page + 1))
  const url = `${call.base}${repositoryPath(repository, '/issues')}?${next}`
  return { status: 200, body, headers: { link: `<${url}>; rel="next"` } }
}

function refuseSwitchedOff({ repository }: RepositoryCall): void {
  if (!repository.hasIssues) throw new ApiError(410, 'Issues are disabled for this repo')
}

function afterCursor(query: URLSearchParams): Position | undefined {
  const after = query.get('after')
  if (after === null) return undefined
  const position = readCursor(after)
  if (!position) throw unprocessable('The cursor is not valid.')
  return position
}

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
