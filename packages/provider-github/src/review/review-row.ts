import type { ReviewRow } from '@data-import/model'
import { graphqlAccount } from '../people/account.js'
import type { People } from '../people/people.js'
import type { GraphqlReview } from './review-query.js'

/**
 * `externalId` ← `fullDatabaseId`; `reviewerId`, `reviewerName` ← `author`, null for a deleted account; `state` ← `state`
 * (APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED); `body`, `url`, `submittedAt`; `commitSha` ← `commit.oid`, null where
 * the commit is gone. Null for a PENDING one: only its author sees it, and it isn't given yet.
 */
export function reviewRow(review: GraphqlReview, pullRequestId: string, people: People): ReviewRow | null {
  if (review.state === 'PENDING') return null
  const reviewer = graphqlAccount(review.author)
  return {
    externalId: String(review.fullDatabaseId),
    pullRequestId,
    reviewerId: people.idOf(reviewer),
    reviewerName: reviewer?.login ?? null,
    state: review.state,
    originalState: review.state,
    body: review.body,
    commitSha: review.commit?.oid ?? null,
    submittedAt: review.submittedAt === null ? null : new Date(review.submittedAt),
    url: review.url,
    sourceUpdatedAt: new Date(review.updatedAt),
  }
}
