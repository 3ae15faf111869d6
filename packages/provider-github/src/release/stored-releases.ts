import type { GithubContext } from '../database.js'

/** The part of the host's client that is used of its model. */
interface ReleaseReader {
  findMany(query: {
    where: { repositoryId: string; removedAt: null }
    select: { externalId: true }
  }): PromiseLike<{ externalId: string }[]>
}

/** External ids of a repository's releases that count as present. */
export async function storedReleases(context: Pick<GithubContext, 'db'>, repositoryId: string): Promise<string[]> {
  // The contract promises the model's presence; its shape is the reference schema's.
  const reader = context.db.release as ReleaseReader
  const rows = await reader.findMany({ where: { repositoryId, removedAt: null }, select: { externalId: true } })
  return rows.map(({ externalId }) => externalId)
}
