import { pullRequestTable } from '@data-import/model'
import type { GithubContext } from '../database.js'

/** How many pull requests of a repository have no line counts. */
export function countUncounted({ count }: Pick<GithubContext, 'count'>, repositoryId: string): Promise<number> {
  return count(pullRequestTable, { where: { repositoryId, additions: null } })
}
