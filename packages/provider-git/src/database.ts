import type { DatabaseWith, ExecutionContext } from '@data-import/core/provider'
import { repositoryTable } from '@data-import/model'

/** The host's client: the models that these scripts read or write. */
export type GitDatabase = DatabaseWith<'repository' | 'contributor' | 'commit'>

/** What the scripts get. */
export type GitContext = ExecutionContext<GitDatabase>

/** A repository as the `repository` script stored it. */
export interface StoredRepository {
  id: string
  externalId: string
  name: string
  fullName: string
  headSha: string | null
  /** `endDate` of the last pass that could read it. */
  lastSyncAt: Date | null
  removedAt: Date | null
}

interface CommitWhere {
  repositoryId: string
  unreachableAt: null
  linesAdded?: null
  sha?: { gt?: string; notIn?: string[] }
}

interface CommitReader {
  count(query: { where: CommitWhere }): PromiseLike<number>
  findMany(query: {
    where: CommitWhere
    select: { sha: true }
    orderBy: { sha: 'asc' }
    take: number
  }): PromiseLike<{ sha: string }[]>
}

const shasPerPage = 10_000

/** The data source's repositories by `externalId`. */
export async function storedRepositories(context: GitContext): Promise<ReadonlyMap<string, StoredRepository>> {
  const fields = ['externalId', 'name', 'fullName', 'headSha', 'lastSyncAt', 'removedAt'] as const
  const rows = await context.stored(repositoryTable, fields)
  return new Map(rows.map((row) => [row.externalId, { id: context.idOf(repositoryTable, row.externalId), ...row }]))
}

/** Shas of a repository's commits that count as reachable, in order, those after the given one. */
export async function storedShas(context: GitContext, repositoryId: string, after: string): Promise<string[]> {
  const rows = await commits(context).findMany({
    where: { repositoryId, unreachableAt: null, sha: { gt: after } },
    select: { sha: true },
    orderBy: { sha: 'asc' },
    take: shasPerPage,
  })
  return rows.map(({ sha }) => sha)
}

/** How many reachable commits have no line counts, apart from those whose parents are known to be absent. */
export async function countUncounted(
  context: GitContext,
  repositoryId: string,
  boundary: ReadonlySet<string>,
): Promise<number> {
  const where = { repositoryId, unreachableAt: null, linesAdded: null, sha: { notIn: [...boundary] } }
  return commits(context).count({ where })
}

function commits(context: GitContext): CommitReader {
  // The contract promises the model's presence; its shape is the reference schema's.
  return context.db.commit as CommitReader
}
