import type { ReviewRow } from '@data-import/model'
import { graphqlAccount } from '../people/account.js'
import type { People } from '../people/people.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import { requiredText } from '../record/text.js'
import type { GraphqlReview } from './review-query.js'

/**
 * `externalId` ← `fullDatabaseId`; `reviewerId`, `reviewerName` ← `author`, null for a deleted account; `state` ← `state`
 * (APPROVED, CHANGES_REQUESTED, COMMENTED, DISMISSED); `body`, `url`, `submittedAt`; `commitSha` ← `commit.oid`, null where
 * the commit is gone; `removedAt` is null, for it is there. Null for a PENDING one: only its author sees it, and it isn't given yet.
 */
export function reviewRow(review: GraphqlReview, pullRequestId: string, people: People): ReviewRow | null {
  const externalId = externalIdOf('review', review?.fullDatabaseId)
  const state = requiredText('state of a review', review.state)
  if (state === 'PENDING') return null
  const reviewer = graphqlAccount(review.author)
  return {
    externalId,
    pullRequestId,
    reviewerId: people.idOf(reviewer),
    reviewerName: reviewer?.login ?? null,
    state,
    originalState: state,
    body: review.body,
    commitSha: review.commit?.oid ?? null,
    submittedAt: instantOf(review.submittedAt),
    url: review.url,
    removedAt: null,
    sourceUpdatedAt: instantOf(review.updatedAt),
  }
}
