import { actorFragment, type GraphqlAccount } from '../people/account.js'

function pullRequestFields(hasLineCounts: boolean): string {
  return `fullDatabaseId number title body state isDraft url
        author { ...ActorFields } mergedBy { ...ActorFields }
        headRefName baseRefName headRefOid mergeCommit { oid }
        ${hasLineCounts ? 'additions deletions changedFiles' : ''} commits { totalCount }
        createdAt updatedAt closedAt mergedAt`
}

/**
 * Pull requests of a repository, last changed first; 1 point for 100. Their numbers of lines are in no REST list, and make
 * the query heavy.
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
${actorFragment}`
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
${actorFragment}`

/** A pull request in the answer. */
export interface GraphqlPullRequest {
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
  mergeCommit: { oid: string } | null
  additions?: number
  deletions?: number
  changedFiles?: number
  commits: { totalCount: number }
  createdAt: string
  updatedAt: string
  closedAt: string | null
  mergedAt: string | null
}
