import type { GithubContext } from '../database.js'

interface CommitWhere {
  repositoryId: string
  unreachableAt: null
  linesAdded?: null
  sha?: { gt?: string; in?: string[] }
}

/** The part of the host's client that is used of its model. */
interface CommitReader {
  count(query: { where: CommitWhere }): PromiseLike<number>
  findMany(query: {
    where: CommitWhere
    select: { sha: true; parentShas: true }
    orderBy: { sha: 'asc' }
    take: number
  }): PromiseLike<StoredCommit[]>
}

/** A commit as far as reachability needs it. */
export interface StoredCommit {
  sha: string
  parentShas: string[]
}

const commitsPerQuery = 10_000

function commits(context: Pick<GithubContext, 'db'>): CommitReader {
  // The contract promises the model's presence; its shape is the reference schema's.
  return context.db.commit as CommitReader
}

/** All commits of a repository that count as reachable. */
export async function* storedCommits(context: Pick<GithubContext, 'db'>, repositoryId: string) {
  for (let gt = ''; ; ) {
    const page = await commits(context).findMany({
      where: { repositoryId, unreachableAt: null, sha: { gt } },
      select: { sha: true, parentShas: true },
      orderBy: { sha: 'asc' },
      take: commitsPerQuery,
    })
    yield* page
    if (page.length < commitsPerQuery) return
    gt = page.at(-1)?.sha ?? ''
  }
}

/** How many of these are stored and count as reachable. */
export function countStored(
  context: Pick<GithubContext, 'db'>,
  repositoryId: string,
  shas: string[],
): PromiseLike<number> {
  return commits(context).count({ where: { repositoryId, unreachableAt: null, sha: { in: shas } } })
}

/** How many have no line counts. */
export function countUncounted(context: Pick<GithubContext, 'db'>, repositoryId: string): PromiseLike<number> {
  return commits(context).count({ where: { repositoryId, unreachableAt: null, linesAdded: null } })
}
