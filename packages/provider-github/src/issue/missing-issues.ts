import { changesOf, type RowWrite } from '@data-import/core/provider'
import { issueTable } from '@data-import/model'
import type { Connection } from '../walk/changed-pages.js'
import { missingNumbers } from '../walk/missing-numbers.js'
import type { IssueWalk } from './issue-walk.js'

/** Numbers of a repository's issues, 100 for a point. */
export const issueNumbersQuery = `query issueNumbers($repository: ID!, $first: Int!, $after: String) {
  rateLimit { cost }
  node(id: $repository) { ... on Repository {
    issues(first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      totalCount pageInfo { hasNextPage endCursor } nodes { number createdAt }
    }
  } }
}`

/** Marks issues that were deleted or moved elsewhere. */
export async function missingIssues(walk: IssueWalk): Promise<RowWrite[]> {
  const { context, repository } = walk
  const where = { repositoryId: repository.id, removedAt: null }
  const missing = await missingNumbers(walk, {
    query: issueNumbersQuery,
    connectionOf: (node) => (node as { issues?: Connection<{ number: number; createdAt: string }> }).issues,
    countStored: () => context.count(issueTable, { where }),
    stored: () => context.stored(issueTable, ['externalId', 'number'], { where }),
  })
  if (missing.length === 0) return []
  walk.log.info(`${missing.length} issues of ${repository.fullName} were deleted or moved and are marked so.`)
  const changes = missing.map((externalId) => ({ externalId, removedAt: context.endDate }))
  return [changesOf(issueTable, changes)]
}
