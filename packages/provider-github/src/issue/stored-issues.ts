import { issueTable } from '@data-import/model'
import type { GithubContext } from '../database.js'

/** How many issues of a repository count as present. */
export function countIssues({ count }: Pick<GithubContext, 'count'>, repositoryId: string): Promise<number> {
  return count(issueTable, { where: { repositoryId, removedAt: null } })
}

/** Those issues. */
export function storedIssues({ stored }: Pick<GithubContext, 'stored'>, repositoryId: string) {
  return stored(issueTable, ['externalId', 'number'], { where: { repositoryId, removedAt: null } })
}
