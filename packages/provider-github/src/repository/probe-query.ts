import type { RepositoryList } from '../resource.js'

/**
 * Repositories of an owner with what tells whether anything in them has changed: 100 in one request, of about a point for each list.
 * Oldest first, an order that changes don't disturb.
 */
export function probeQuery(lists: readonly RepositoryList[]): string {
  return `query probe($owner: String!, $first: Int!, $after: String) {
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
        dependabot: object(expression: "HEAD:.github/dependabot.yml") { id }
        dependabotYaml: object(expression: "HEAD:.github/dependabot.yaml") { id }
        ${lists.map(probedList).join('\n        ')}
      }
    }
  }
}`
}

/** One line each, so that a list that the token may not see can be left out of the query. */
function probedList({ field, orderBy }: RepositoryList): string {
  return `${field}(first: 1, orderBy: { field: ${orderBy}, direction: DESC }) { totalCount nodes { updatedAt } }`
}

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
  /** The file by which Dependabot runs on a schedule, if there is one, under the first of its two names. */
  dependabot?: { id: string } | null
  /** The same under the second. */
  dependabotYaml?: { id: string } | null
}

/** A list in the answer, where the token may see it. */
export function listIn(probed: ProbedRepository, { field }: RepositoryList): ProbedList | null | undefined {
  // The query asks for it under this name, and in this form.
  return (probed as unknown as Readonly<Record<string, ProbedList | null | undefined>>)[field]
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
