import { reviewTable } from '@data-import/model'
import { octo } from '../testing/mapped-people.js'
import { byId, type ResourceDouble } from '../testing/resource-double.js'
import { people, sha, webUrl } from '../testing/sample.js'
import { accountId, accountLogin } from '../testing/true-people.js'
import { review } from './review.js'
import type { GraphqlReview } from './review-query.js'
import { reviewRow } from './review-row.js'

export const graphqlReview: GraphqlReview = {
  fullDatabaseId: '4000000001',
  state: 'APPROVED',
  body: 'Good.',
  submittedAt: '2026-01-02T00:00:00Z',
  updatedAt: '2026-01-03T00:00:00Z',
  url: `${webUrl}/pull/12#pullrequestreview-4000000001`,
  author: octo.graphql,
  commit: { oid: sha },
}

export const reviewDouble: ResourceDouble = {
  resource: review,
  mappings: [
    { name: 'reviewRow', whole: graphqlReview, table: reviewTable, map: (one) => reviewRow(one, 'id', people()) },
  ],
  expected: ({ pullRequests, reviews }) => ({
    review: byId(reviews.values(), (review) => ({
      pullRequestId: String(pullRequests.get(review.pullRequest)?.id),
      state: review.state,
      body: review.body,
      reviewerId: accountId(review.author),
      reviewerName: accountLogin(review.author),
      commitSha: review.commitOid,
      submittedAt: review.submittedAt,
    })),
  }),
}
