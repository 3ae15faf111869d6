import { changesOf, type RowWrite } from '@data-import/core/provider'
import { issueTable } from '@data-import/model'
import { type ChangedList, type Connection, changedPages } from '../walk/changed-pages.js'
import { countOf } from '../walk/repository-state.js'
import type { IssueWalk } from './issue.js'
import { countIssues, storedIssues } from './stored-issues.js'

/** Numbers of a repository's issues, 100 for a point. */
export const issueNumbersQuery = `query issueNumbers($repository: ID!, $first: Int!, $after: String) {
  rateLimit { cost }
  node(id: $repository) { ... on Repository {
    issues(first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      totalCount pageInfo { hasNextPage endCursor } nodes { number createdAt }
    }
  } }
}`

interface IssueNumber {
  number: number
  createdAt: string
}

/**
 * Marks issues that were deleted or moved elsewhere, which no list of changes tells: where more are stored than GitHub
 * counts, all their numbers are asked for.
 */
export async function missingIssues(walk: IssueWalk): Promise<RowWrite[]> {
  const { context, github, repository, head } = walk
  const counted = countOf(head.mark)
  if (counted === null || (await countIssues(context, repository.id)) <= counted) return []
  const stored = await storedIssues(context, repository.id)
  const list: ChangedList<IssueNumber> = {
    query: issueNumbersQuery,
    repository: repository.nodeId,
    after: null,
    itemsPerPage: 100,
    connectionOf: (node) => (node as { issues?: Connection<IssueNumber> }).issues,
    changedAt: ({ createdAt }) => createdAt,
  }
  const there = new Set<number>()
  for await (const { nodes } of changedPages(github, list, { since: null, until: null, log: walk.log })) {
    for (const { number } of nodes) there.add(number)
  }
  const missing = stored.filter(({ number }) => !there.has(number))
  if (missing.length === 0) return []
  walk.log.info(`${missing.length} issues of ${repository.fullName} were deleted or moved and are marked so.`)
  const changes = missing.map(({ externalId }) => ({ externalId, removedAt: context.endDate }))
  return [changesOf(issueTable, changes)]
}
