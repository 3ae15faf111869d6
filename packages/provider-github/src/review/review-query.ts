import { actorFragment, type GraphqlAccount } from '../people/account.js'

const reviewFields = `totalCount pageInfo { hasNextPage endCursor }
  nodes {
    fullDatabaseId state body submittedAt updatedAt url
    author { ...ActorFields } commit { oid }
  }`

/** Reviews of the pull requests of a repository, last changed first; 1 point for 50 pull requests. */
export const reviewsQuery = `query reviews($repository: ID!, $first: Int!, $after: String) {
  rateLimit { cost }
  node(id: $repository) { ... on Repository {
    pullRequests(first: $first, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { id fullDatabaseId number updatedAt reviews(first: 100) { ${reviewFields} } }
    }
  } }
}
${actorFragment}`

/** The reviews of the first pull requests of several repositories. */
export const firstReviewsQuery = `query firstReviews($ids: [ID!]!, $first: Int!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Repository {
    pullRequests(first: $first, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { id fullDatabaseId number updatedAt reviews(first: 100) { ${reviewFields} } }
    }
  } }
}
${actorFragment}`

/** What is left of the reviews of one pull request. */
export const moreReviewsQuery = `query moreReviews($pullRequest: ID!, $cursor: String) {
  rateLimit { cost }
  node(id: $pullRequest) { ... on PullRequest { reviews(first: 100, after: $cursor) { ${reviewFields} } } }
}
${actorFragment}`

/** A review in the answers. */
export interface GraphqlReview {
  fullDatabaseId: string | number
  state: string
  body: string
  submittedAt: string | null
  updatedAt: string
  url: string
  author: GraphqlAccount | null
  commit: { oid: string } | null
}

/** The list of reviews of a pull request. */
export interface ReviewConnection {
  totalCount: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  nodes: readonly (GraphqlReview | null)[]
}

/** A pull request with its first reviews. */
export interface ReviewedPullRequest {
  id: string
  fullDatabaseId: string | number
  number: number
  updatedAt: string
  reviews: ReviewConnection
}
