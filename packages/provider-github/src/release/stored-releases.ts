import { releaseTable } from '@data-import/model'
import type { GithubContext } from '../database.js'

/** External ids of a repository's releases that count as present. */
export async function storedReleases(
  { stored }: Pick<GithubContext, 'stored'>,
  repositoryId: string,
): Promise<string[]> {
  const rows = await stored(releaseTable, ['externalId'], { where: { repositoryId, removedAt: null } })
  return rows.map(({ externalId }) => externalId)
}
