import type { DatabaseWith, ExecutionContext } from '@data-import/core/provider'
import { commitTable, repositoryTable } from '@data-import/model'
import type { RepositoryLook } from '../git/repository-handle.js'

/** The host's client: the models that these scripts read or write. */
export type GitDatabase = DatabaseWith<'repository' | 'contributor' | 'commit'>

/** What the scripts get. */
export type GitContext = ExecutionContext<GitDatabase>

/** What this pass has seen of the repositories that it reads, by folder. */
export function repositoryLooks(context: Pick<GitContext, 'shared'>): Map<string, RepositoryLook> {
  return context.shared('git repositories', () => new Map<string, RepositoryLook>())
}

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

const shasPerPage = 10_000

/** The data source's repositories by `externalId`. */
export async function storedRepositories(context: GitContext): Promise<ReadonlyMap<string, StoredRepository>> {
  const fields = ['externalId', 'name', 'fullName', 'headSha', 'lastSyncAt', 'removedAt'] as const
  const rows = await context.stored(repositoryTable, fields)
  return new Map(rows.map((row) => [row.externalId, { id: context.idOf(repositoryTable, row.externalId), ...row }]))
}

/** A page of a repository's commits that count as reachable. */
export interface StoredShas {
  shas: string[]
  /** For the next page; null if this is the last. */
  after: string | null
}

/** Shas of a repository's commits that count as reachable, those behind a page before. */
export async function storedShas(context: GitContext, repositoryId: string, after?: string): Promise<StoredShas> {
  const where = { repositoryId, unreachableAt: null }
  const page = { where, limit: shasPerPage, ...(after !== undefined && { after }) }
  const rows = await context.stored(commitTable, ['externalId', 'sha'], page)
  return { shas: rows.map(({ sha }) => sha), after: rows.at(-1)?.externalId ?? null }
}

/** How many reachable commits have no line counts, apart from those whose parents are known to be absent. */
export async function countUncounted(
  context: GitContext,
  repositoryId: string,
  boundary: ReadonlySet<string>,
): Promise<number> {
  const where = { repositoryId, unreachableAt: null, linesAdded: null, sha: { notIn: [...boundary] } }
  return context.count(commitTable, { where })
}
