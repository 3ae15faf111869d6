import { changesOf, type RowWrite } from '@data-import/core/provider'
import { pullRequestTable } from '@data-import/model'
import type { Connection } from '../walk/changed-pages.js'
import { missingNumbers } from '../walk/missing-numbers.js'
import { pullRequestNumbersQuery } from './pull-request-query.js'
import type { PullRequestWalk } from './pull-request-walk.js'

/** Marks pull requests that GitHub itself deleted, as those of an account that it took down. */
export async function missingPullRequests(walk: PullRequestWalk): Promise<RowWrite[]> {
  const { context, repository } = walk
  const where = { repositoryId: repository.id, removedAt: null }
  const missing = await missingNumbers(walk, {
    query: pullRequestNumbersQuery,
    connectionOf: (node) => (node as { pullRequests?: Connection<{ number: number; createdAt: string }> }).pullRequests,
    countStored: () => context.count(pullRequestTable, { where }),
    stored: () => context.stored(pullRequestTable, ['externalId', 'number'], { where }),
  })
  if (missing.length === 0) return []
  walk.log.info(`${missing.length} pull requests of ${repository.fullName} are gone and are marked so.`)
  const changes = missing.map((externalId) => ({ externalId, removedAt: context.endDate }))
  return [changesOf(pullRequestTable, changes)]
}
