import type { GithubContext } from '../database.js'

interface IssueWhere {
  repositoryId: string
  removedAt: null
}

/** The part of the host's client that is used of its model. */
interface IssueReader {
  count(query: { where: IssueWhere }): PromiseLike<number>
  findMany(query: {
    where: IssueWhere
    select: { externalId: true; number: true }
  }): PromiseLike<{ externalId: string; number: number }[]>
}

function issues(context: Pick<GithubContext, 'db'>): IssueReader {
  // The contract promises the model's presence; its shape is the reference schema's.
  return context.db.issue as IssueReader
}

/** How many issues of a repository count as present. */
export function countIssues(context: Pick<GithubContext, 'db'>, repositoryId: string): PromiseLike<number> {
  return issues(context).count({ where: { repositoryId, removedAt: null } })
}

/** Those issues. */
export function storedIssues(context: Pick<GithubContext, 'db'>, repositoryId: string) {
  return issues(context).findMany({
    where: { repositoryId, removedAt: null },
    select: { externalId: true, number: true },
  })
}
