import { teamFields } from '../client/optional-fields.js'
import { actorFragment, type GraphqlAccount } from '../people/account.js'
import { type GraphqlPerson, personFragment } from '../people/commit-person.js'

const commits = `totalCount pageInfo { hasNextPage endCursor }
  nodes { commit { oid authoredDate committedDate author { ...PersonFields } } }`

const closingIssues = 'totalCount pageInfo { hasNextPage endCursor } nodes { fullDatabaseId }'

const timelineTypes = '[READY_FOR_REVIEW_EVENT, REVIEW_REQUESTED_EVENT, REVIEW_REQUEST_REMOVED_EVENT]'

const timeline = `pageInfo { hasNextPage endCursor }
  nodes {
    __typename
    ... on ReadyForReviewEvent { createdAt }
    ... on ReviewRequestedEvent { id createdAt requestedReviewer { __typename ...ActorFields ${teamFields} } }
    ... on ReviewRequestRemovedEvent { createdAt requestedReviewer { __typename ...ActorFields ${teamFields} } }
  }`

const fragments = `${actorFragment}
${personFragment}`

/** What a token for pull requests alone may not see, so that a page comes without it. */
export const partlyVisible = ['closingIssuesReferences', 'requestedReviewer'] as const

function pullRequestFields(hasLineCounts: boolean): string {
  return `id fullDatabaseId number title body state isDraft url
        author { ...ActorFields } mergedBy { ...ActorFields }
        headRefName baseRefName headRefOid headRepository { url } mergeCommit { oid }
        ${hasLineCounts ? 'additions deletions changedFiles' : ''}
        createdAt updatedAt closedAt mergedAt
        labels(first: 100) { nodes { name } }
        commits(first: 100) { ${commits} }
        closingIssuesReferences(first: 50) { ${closingIssues} }
        timelineItems(first: 100, itemTypes: ${timelineTypes}) { ${timeline} }`
}

/**
 * Pull requests of a repository, last changed first; 4 points for 100, one for each list that they hold. Their numbers of
 * lines are in no REST list, and make the query heavy.
 */
export function pullRequestQuery(hasLineCounts: boolean): string {
  return `query pullRequests($repository: ID!, $first: Int!, $after: String) {
  rateLimit { cost }
  node(id: $repository) { ... on Repository {
    pullRequests(first: $first, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        ${pullRequestFields(hasLineCounts)}
      }
    }
  } }
}
${fragments}`
}

/** The first pull requests of several repositories, last changed first. */
export const firstPullRequestsQuery = `query firstPullRequests($ids: [ID!]!, $first: Int!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Repository {
    pullRequests(first: $first, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ${pullRequestFields(true)} }
    }
  } }
}
${fragments}`

/** What is left of the commits of one pull request. */
export const moreCommitsQuery = `query moreCommits($pullRequest: ID!, $cursor: String) {
  rateLimit { cost }
  node(id: $pullRequest) { ... on PullRequest { commits(first: 100, after: $cursor) { ${commits} } } }
}
${personFragment}`

/** What is left of the issues that one pull request closes. */
export const moreClosingIssuesQuery = `query moreClosingIssues($pullRequest: ID!, $cursor: String) {
  rateLimit { cost }
  node(id: $pullRequest) { ... on PullRequest {
    closingIssuesReferences(first: 100, after: $cursor) { ${closingIssues} }
  } }
}`

/** What is left of the timeline of one pull request. */
export const moreTimelineQuery = `query moreTimeline($pullRequest: ID!, $cursor: String) {
  rateLimit { cost }
  node(id: $pullRequest) { ... on PullRequest {
    timelineItems(first: 100, after: $cursor, itemTypes: ${timelineTypes}) { ${timeline} }
  } }
}
${actorFragment}`

/** Numbers of a repository's pull requests, 100 for a point. */
export const pullRequestNumbersQuery = `query pullRequestNumbers($repository: ID!, $first: Int!, $after: String) {
  rateLimit { cost }
  node(id: $repository) { ... on Repository {
    pullRequests(first: $first, after: $after, orderBy: { field: CREATED_AT, direction: DESC }) {
      totalCount pageInfo { hasNextPage endCursor } nodes { number createdAt }
    }
  } }
}`

/** A list inside of a pull request. */
export interface InnerList<Node> {
  totalCount?: number
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  nodes: readonly (Node | null)[] | null
}

/** A commit of a pull request. */
export interface GraphqlPullRequestCommit {
  commit: { oid: string; authoredDate: string; committedDate: string; author: GraphqlPerson | null }
}

/** Who was asked for a review: an account, or a team. */
export type GraphqlReviewer = GraphqlAccount & { teamName?: string }

/** Something that happened to a pull request. */
export type GraphqlTimelineItem =
  | { __typename: 'ReadyForReviewEvent'; createdAt: string }
  | { __typename: 'ReviewRequestedEvent'; id: string; createdAt: string; requestedReviewer: GraphqlReviewer | null }
  | { __typename: 'ReviewRequestRemovedEvent'; createdAt: string; requestedReviewer: GraphqlReviewer | null }

/** A pull request in the answer. */
export interface GraphqlPullRequest {
  id: string
  fullDatabaseId: string | number
  number: number
  title: string
  body: string
  state: 'OPEN' | 'CLOSED' | 'MERGED'
  isDraft: boolean
  url: string
  author: GraphqlAccount | null
  mergedBy: GraphqlAccount | null
  headRefName: string
  baseRefName: string
  headRefOid: string
  headRepository: { url: string } | null
  mergeCommit: { oid: string } | null
  additions?: number
  deletions?: number
  changedFiles?: number
  createdAt: string
  updatedAt: string
  closedAt: string | null
  mergedAt: string | null
  labels: { nodes: readonly ({ name: string } | null)[] | null } | null
  commits: InnerList<GraphqlPullRequestCommit>
  /** Null where the token may not see issues. */
  closingIssuesReferences: InnerList<{ fullDatabaseId: string | number }> | null
  timelineItems: InnerList<GraphqlTimelineItem>
}
