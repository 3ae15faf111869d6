import { actorFragment, type GraphqlAccount } from '../people/account.js'
import type { Connection } from '../walk/changed-pages.js'
import type { FirstPagesQuery } from '../walk/first-pages.js'
import { listedCounts } from '../walk/listed-counts.js'

/**
 * The comments of the first pull requests of several repositories. GitHub charges for each list that may be looked up, so
 * few threads are asked for: 12 points for 100 pull requests.
 */
export const firstCommentsQuery = `query firstComments($ids: [ID!]!, $first: Int!) {
  rateLimit { cost }
  nodes(ids: $ids) { ... on Repository {
    pullRequests(first: $first, orderBy: { field: UPDATED_AT, direction: DESC }) {
      totalCount
      pageInfo { hasNextPage endCursor }
      nodes {
        number
        comments(first: 50) {
          totalCount nodes { fullDatabaseId url createdAt updatedAt author { ...ActorFields } }
        }
        reviewThreads(first: 10) {
          totalCount
          nodes {
            comments(first: 20) {
              totalCount
              nodes {
                fullDatabaseId url path createdAt updatedAt author { ...ActorFields } pullRequestReview { fullDatabaseId }
              }
            }
          }
        }
      }
    }
  } }
}
${actorFragment}`

/** A comment in the answer. */
export interface GraphqlComment {
  fullDatabaseId: string | number
  url: string
  path?: string | null
  createdAt: string
  updatedAt: string
  author: GraphqlAccount | null
  pullRequestReview?: { fullDatabaseId: string | number } | null
}

interface CountedList<Node> {
  totalCount: number
  nodes: readonly (Node | null)[] | null
}

/** A pull request in the answer, with all its comments. */
export interface CommentedPullRequest {
  number: number
  comments: CountedList<GraphqlComment>
  reviewThreads: CountedList<{ comments: CountedList<GraphqlComment> }>
}

const pullRequestsPerQuery = 50

/** Comments of several repositories that have few pull requests. REST lists those of one. */
export const firstComments: FirstPagesQuery = {
  query: firstCommentsQuery,
  itemsPerQuery: pullRequestsPerQuery,
  countsOf: listedCounts,
  connectionOf(node) {
    const list = (node as { pullRequests?: Connection<CommentedPullRequest> }).pullRequests
    return list?.nodes.every(hasAllComments) ? list : undefined
  },
}

/** The comments of a pull request, those on files among them. */
export function commentsOf({ comments, reviewThreads }: CommentedPullRequest): readonly GraphqlComment[] {
  const threads = [comments, ...(reviewThreads.nodes ?? []).flatMap((thread) => thread?.comments ?? [])]
  return threads.flatMap(({ nodes }) => (nodes ?? []).flatMap((comment) => comment ?? []))
}

/** What has more of them is read by REST, which gives them all. */
function hasAllComments(given: CommentedPullRequest | null): boolean {
  if (!given?.comments || !given.reviewThreads) return false
  const threads = given.reviewThreads.nodes ?? []
  return [given.comments, given.reviewThreads, ...threads.flatMap((one) => one?.comments ?? [])].every(isWhole)
}

function isWhole({ totalCount, nodes }: CountedList<unknown>): boolean {
  return nodes !== null && !nodes.includes(null) && nodes.length === totalCount
}
