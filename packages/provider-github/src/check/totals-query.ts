import type { RepositoryList } from '../resource.js'

/** How much there is in an owner's repositories, 100 of them in one request; the last pushed first, for there may be more. */
export function totalsQuery(lists: readonly RepositoryList[]): string {
  return `query totals($owner: String!, $first: Int!, $after: String, $since: GitTimestamp, $recent: GitTimestamp) {
  rateLimit { cost }
  repositoryOwner(login: $owner) {
    repositories(first: $first, after: $after, ownerAffiliations: [OWNER], orderBy: { field: PUSHED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        databaseId name nameWithOwner isPrivate isEmpty isDisabled hasIssuesEnabled
        defaultBranchRef { target { ... on Commit {
          all: history(since: $since) { totalCount }
          recent: history(since: $recent) { totalCount }
        } } }
        ${lists.map(({ field }) => `${field} { totalCount }`).join('\n        ')}
      }
    }
  }
}`
}

interface Total {
  totalCount: number
}

/** A repository in the answer. */
export interface TotalsRepository {
  databaseId: number | null
  name: string
  nameWithOwner: string
  isPrivate: boolean
  isEmpty: boolean
  isDisabled: boolean
  hasIssuesEnabled: boolean
  defaultBranchRef: { target: { all?: Total | null; recent?: Total | null } | null } | null
}

/** How many items a list in the answer has; null where the token may not see it. */
export function totalIn(repository: TotalsRepository, { field }: RepositoryList): number | null {
  // The query asks for it under this name, and in this form.
  return (repository as unknown as Readonly<Record<string, Total | null | undefined>>)[field]?.totalCount ?? null
}

/** The answer. */
export interface TotalsAnswer {
  repositoryOwner: {
    repositories: {
      totalCount: number
      pageInfo: { hasNextPage: boolean; endCursor: string | null }
      nodes: readonly (TotalsRepository | null)[]
    }
  } | null
}
