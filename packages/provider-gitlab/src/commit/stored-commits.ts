import { commitTable } from '@data-import/model'
import type { GitlabContext } from '../database.js'
import { storedPages } from '../walk/stored-pages.js'

/** Parents of all commits of a project that count as reachable, by commit. */
export async function storedParents(
  { stored }: Pick<GitlabContext, 'stored'>,
  repositoryId: string,
): Promise<Map<string, readonly string[]>> {
  const parents = new Map<string, readonly string[]>()
  const where = { repositoryId, unreachableAt: null }
  const pages = storedPages((page) => stored(commitTable, ['externalId', 'sha', 'parentShas'], { where, ...page }))
  for await (const rows of pages) for (const { sha, parentShas } of rows) parents.set(sha, parentShas ?? [])
  return parents
}

/** Whether all of these are stored and count as reachable. */
export async function areStored(
  { count }: Pick<GitlabContext, 'count'>,
  repositoryId: string,
  shas: readonly string[],
): Promise<boolean> {
  if (shas.length === 0) return true
  const where = { repositoryId, unreachableAt: null, sha: { in: shas } }
  return (await count(commitTable, { where })) === new Set(shas).size
}

/** Whether any is stored. */
export async function hasStored({ count }: Pick<GitlabContext, 'count'>, repositoryId: string): Promise<boolean> {
  return (await count(commitTable, { where: { repositoryId, unreachableAt: null } })) > 0
}
