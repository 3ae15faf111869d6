import { commitTable } from '@data-import/model'
import type { GithubContext } from '../database.js'

/** A commit as far as reachability needs it. */
export interface StoredCommit {
  sha: string
  parentShas: readonly string[]
}

const commitsPerQuery = 10_000

/** All commits of a repository that count as reachable. */
export async function* storedCommits(
  { stored }: Pick<GithubContext, 'stored'>,
  repositoryId: string,
): AsyncGenerator<StoredCommit> {
  const where = { repositoryId, unreachableAt: null }
  for (let after: string | undefined; ; ) {
    const page = await stored(commitTable, ['externalId', 'sha', 'parentShas'], {
      where,
      ...(after !== undefined && { after }),
      limit: commitsPerQuery,
    })
    for (const { sha, parentShas } of page) yield { sha, parentShas: parentShas ?? [] }
    if (page.length < commitsPerQuery) return
    after = page.at(-1)?.externalId
  }
}

/** How many of these are stored and count as reachable. */
export function countStored(
  { count }: Pick<GithubContext, 'count'>,
  repositoryId: string,
  shas: readonly string[],
): Promise<number> {
  return count(commitTable, { where: { repositoryId, unreachableAt: null, sha: { in: shas } } })
}

/** Whether any is stored. */
export async function hasStored({ stored }: Pick<GithubContext, 'stored'>, repositoryId: string): Promise<boolean> {
  const where = { repositoryId, unreachableAt: null }
  return (await stored(commitTable, ['sha'], { where, limit: 1 })).length > 0
}

/** How many have no line counts. */
export function countUncounted({ count }: Pick<GithubContext, 'count'>, repositoryId: string): Promise<number> {
  return count(commitTable, { where: { repositoryId, unreachableAt: null, linesAdded: null } })
}
