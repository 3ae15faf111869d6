import { type GraphqlPerson, personFragment } from '../people/commit-person.js'

/** Line counts are what makes a query heavy: GitHub computes them while it answers. */
function commitFields(hasLineCounts: boolean): string {
  return `id oid message url authoredDate committedDate
    ${hasLineCounts ? 'additions deletions changedFilesIfAvailable' : ''}
    author { ...PersonFields } committer { ...PersonFields }
    parents(first: 100) { nodes { oid } }`
}

/** The history of one commit, newest first; pinned to the commit, so a push meanwhile moves nothing. 1 to 2 points for 100. */
export function historyQuery(hasLineCounts: boolean): string {
  return `query history($repository: ID!, $head: GitObjectID!, $first: Int!, $after: String, $since: GitTimestamp, $until: GitTimestamp) {
    rateLimit { cost }
    node(id: $repository) { ... on Repository { object(oid: $head) { ... on Commit {
      history(first: $first, after: $after, since: $since, until: $until) {
        pageInfo { hasNextPage endCursor }
        nodes { ${commitFields(hasLineCounts)} }
      }
    } } } }
  }
  ${personFragment}`
}

/** How many commits the default branches of several repositories have. */
export const commitCountsQuery = `query commitCounts($ids: [ID!]!, $since: GitTimestamp) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Repository { defaultBranchRef { target { ... on Commit {
    oid history(since: $since) { totalCount }
  } } } } }
}`

/** The newest commits of the default branches of several repositories. */
export const firstCommitsQuery = `query firstCommits($ids: [ID!]!, $first: Int!, $since: GitTimestamp) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Repository { defaultBranchRef { target { ... on Commit {
    oid history(first: $first, since: $since) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes { ${commitFields(true)} }
    }
  } } } } }
}
${personFragment}`

/** Commits by node id, at most 100. */
export function commitsQuery(hasLineCounts: boolean): string {
  return `query commits($ids: [ID!]!) {
    rateLimit { cost }
    nodes(ids: $ids) { ... on Commit { ${commitFields(hasLineCounts)} } }
  }
  ${personFragment}`
}

/** A commit as both queries ask for it. */
export interface GraphqlCommit {
  id: string
  oid: string
  message: string
  url: string
  authoredDate: string
  committedDate: string
  additions?: number
  deletions?: number
  changedFilesIfAvailable?: number | null
  author: GraphqlPerson | null
  committer: GraphqlPerson | null
  parents: { nodes: readonly ({ oid: string } | null)[] | null }
}

/** Commits of a history, newest first. */
export interface CommitHistory {
  pageInfo: { hasNextPage: boolean; endCursor: string | null }
  nodes: readonly (GraphqlCommit | null)[]
}

/** Answer of {@link historyQuery}; null where the commit or the repository is gone. */
export interface HistoryAnswer {
  node: { object: { history: CommitHistory } | null } | null
}

/** A repository in the answers of {@link commitCountsQuery} and {@link firstCommitsQuery}. */
export interface BranchAnswer<History> {
  defaultBranchRef?: { target?: { oid?: string; history?: History | null } | null } | null
}

/** Answer of {@link commitsQuery}. */
export interface CommitsAnswer {
  nodes: readonly (GraphqlCommit | null)[]
}
