import { changesOf, type RowWrite } from '@data-import/core/provider'
import { type ReviewRow, reviewTable } from '@data-import/model'
import type { GithubContext } from '../database.js'

/**
 * Marks reviews that are no longer in the list of their pull request: GitHub drops one with the last comment on a line of
 * it. Only the whole list of a pull request tells.
 * @param wholeIds rows of the pull requests whose reviews have all been read
 */
export async function missingReviews(
  { stored, endDate }: Pick<GithubContext, 'stored' | 'endDate'>,
  wholeIds: readonly string[],
  read: readonly ReviewRow[],
): Promise<RowWrite[]> {
  if (wholeIds.length === 0) return []
  const where = { pullRequestId: { in: wholeIds }, removedAt: null }
  const there = new Set(read.map(({ externalId }) => externalId))
  const missing = (await stored(reviewTable, ['externalId'], { where })).filter(
    ({ externalId }) => !there.has(externalId),
  )
  if (missing.length === 0) return []
  return [
    changesOf(
      reviewTable,
      missing.map(({ externalId }) => ({ externalId, removedAt: endDate })),
    ),
  ]
}
