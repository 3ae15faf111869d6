import { userFields } from '../client/optional-fields.js'
import { actorFragment, type GraphqlAccount } from '../people/account.js'
import type { Connection } from '../walk/changed-pages.js'
import type { FirstPagesQuery } from '../walk/first-pages.js'
import { listedCounts } from '../walk/listed-counts.js'
import { hasIssueTypes } from './issue-types.js'

/** The issues of several repositories, last changed first; no pull requests among them. */
export const firstIssuesQuery = `query firstIssues($ids: [ID!]!, $first: Int!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Repository {
    issues(first: $first, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        fullDatabaseId number title body state stateReason(enableDuplicate: true) url
        author { ...ActorFields }
        labels(first: 100) { totalCount nodes { name } }
        assignees(first: 20) { nodes { __typename login url ${userFields} } }
        createdAt updatedAt closedAt
      }
    }
  } }
}
${actorFragment}`

/** An issue in the answer. */
export interface GraphqlIssue {
  fullDatabaseId: string | number
  number: number
  title: string
  body: string
  state: 'OPEN' | 'CLOSED'
  stateReason: string | null
  url: string
  author: GraphqlAccount | null
  assignees?: { nodes: readonly (GraphqlAccount | null)[] | null } | null
  labels: { totalCount: number; nodes: readonly ({ name: string } | null)[] | null } | null
  createdAt: string
  updatedAt: string
  closedAt: string | null
}

const issuesPerQuery = 100

/** Issues of several repositories that have few. REST gives those of one, with its pull requests among them. */
export const firstIssues: FirstPagesQuery = {
  query: firstIssuesQuery,
  itemsPerQuery: issuesPerQuery,
  // What has types is read by REST, which says them.
  countsOf: async (github, begun) => ((await hasIssueTypes(github, begun)) ? new Map() : listedCounts(github, begun)),
  connectionOf(node) {
    const issues = (node as { issues?: Connection<GraphqlIssue> }).issues
    return issues?.nodes.every(hasAllLabels) ? issues : undefined
  },
}

/** An issue has at most 100 labels; one that has more is read by REST, which gives them all. */
function hasAllLabels(issue: GraphqlIssue | null): boolean {
  return issue !== null && (issue.labels?.nodes?.length ?? 0) === (issue.labels?.totalCount ?? 0)
}
