/**
 * Repositories of an owner with what tells whether anything in them has changed: 100 in one request, of about 5 points.
 * Oldest first, an order that changes don't disturb.
 */
export const probeQuery = `query probe($owner: String!, $first: Int!, $after: String) {
  rateLimit { cost }
  repositoryOwner(login: $owner) {
    __typename
    repositories(first: $first, after: $after, ownerAffiliations: [OWNER], orderBy: { field: CREATED_AT, direction: ASC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        id databaseId name nameWithOwner description url isPrivate isFork isArchived isDisabled isLocked isEmpty
        hasIssuesEnabled stargazerCount forkCount createdAt pushedAt updatedAt
        primaryLanguage { name }
        defaultBranchRef { name target { oid } }
        workflows: object(expression: "HEAD:.github/workflows") { id }
        pullRequests(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { totalCount nodes { updatedAt } }
        issues(first: 1, orderBy: { field: UPDATED_AT, direction: DESC }) { totalCount nodes { updatedAt } }
        releases(first: 1, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount nodes { updatedAt } }
        deployments(first: 1, orderBy: { field: CREATED_AT, direction: DESC }) { totalCount nodes { updatedAt } }
      }
    }
  }
}`

/** A list as the probe sees it: how many items, and the newest. Left out where the token may not see it. */
export interface ProbedList {
  totalCount: number
  nodes: readonly ({ updatedAt: string } | null)[] | null
}

/** A repository in the answer. */
export interface ProbedRepository {
  id: string
  databaseId: number | null
  name: string
  nameWithOwner: string
  description: string | null
  url: string
  isPrivate: boolean
  isFork: boolean
  isArchived: boolean
  isDisabled: boolean
  isLocked: boolean
  isEmpty: boolean
  hasIssuesEnabled: boolean
  stargazerCount: number
  forkCount: number
  createdAt: string
  pushedAt: string | null
  updatedAt: string
  primaryLanguage: { name: string } | null
  defaultBranchRef: { name: string; target: { oid: string } | null } | null
  /** The folder of its workflows, if there is one. */
  workflows?: { id: string } | null
  pullRequests?: ProbedList | null
  issues?: ProbedList | null
  releases?: ProbedList | null
  deployments?: ProbedList | null
}

/** The answer. */
export interface ProbeAnswer {
  /** Null where there is no such account. */
  repositoryOwner: {
    __typename: string
    repositories: {
      totalCount: number
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
      nodes: readonly (ProbedRepository | null)[]
    }
  } | null
}
