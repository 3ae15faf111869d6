import type { GithubContext } from '../database.js'

/** The part of the host's client that is used of its model. */
interface PullRequestReader {
  count(query: { where: { repositoryId: string; additions: null } }): PromiseLike<number>
}

/** How many pull requests of a repository have no line counts. */
export function countUncounted(context: Pick<GithubContext, 'db'>, repositoryId: string): PromiseLike<number> {
  // The contract promises the model's presence; its shape is the reference schema's.
  const reader = context.db.pullRequest as PullRequestReader
  return reader.count({ where: { repositoryId, additions: null } })
}
