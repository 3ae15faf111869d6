import { rowsOf, TransientError, type WalkEnd } from '@data-import/core/provider'
import { pullRequestTable, type ReviewRow, reviewTable } from '@data-import/model'
import type { Github } from '../client/github.js'
import { createPeople } from '../people/people.js'
import { pullRequests } from '../permission.js'
import { pullRequestList } from '../pull-request/pull-request-list.js'
import { type GithubResource, listCost } from '../resource.js'
import { type ChangedList, type Connection, changedPages } from '../walk/changed-pages.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { listedCounts } from '../walk/listed-counts.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { walkScript } from '../walk/walk-script.js'
import { missingReviews } from './missing-reviews.js'
import {
  firstReviewsQuery,
  type GraphqlReview,
  moreReviewsQuery,
  type ReviewConnection,
  type ReviewedPullRequest,
  reviewsQuery,
} from './review-query.js'
import { reviewRow } from './review-row.js'

/** What a completed walk leaves: pull requests of which GitHub gave fewer reviews than it counts. */
interface ReviewState {
  short: number[]
}

type ReviewWalk = RepositoryWalk<string | null, ReviewState>

/** Pull requests at once: with 100 reviews each, what GitHub answers well within its 10 s. */
const pullRequestsPerPage = 50

/** Imports the reviews of pull requests that changed: a review changes its pull request. */
export const review: GithubResource = {
  name: 'review',
  within: 'repository',
  events: ['pull_request_review'],
  tables: [reviewTable],
  permission: pullRequests,
  list: pullRequestList,
  withoutToken: 'needs a token: without one, each pull request would have to be asked for one by one',
  // Reviews beyond the first hundred of a pull request take queries more; how many nothing tells beforehand.
  cost: listCost(pullRequestList, { perPage: pullRequestsPerPage, isTogether: true, inside: 1 }),
  script: walkScript<string | null, ReviewState>(
    { resource: 'review', dependsOn: ['pull-request'], importWindowDays: wholeHistoryDays },
    () => ({
      markOf: ({ repository }) => repository.lists?.[pullRequestList.field],
      after: ['pull-request'],
      firstPages: {
        query: firstReviewsQuery,
        itemsPerQuery: pullRequestsPerPage,
        countsOf: listedCounts,
        connectionOf: listOf,
      },
      walk: importReviews,
    }),
  ),
}

async function importReviews(walk: ReviewWalk): Promise<WalkEnd> {
  const { context, github, repository } = walk
  const list: ChangedList<ReviewedPullRequest> = {
    query: reviewsQuery,
    repository: repository.nodeId,
    after: walk.position,
    itemsPerPage: pullRequestsPerPage,
    firstPage: walk.firstPage<ReviewedPullRequest>,
    connectionOf: listOf,
    changedAt: ({ updatedAt }) => updatedAt,
  }
  const short = new Set(walk.state?.own?.short ?? [])
  const pages = walk.isEmptySince(walk.since) ? [] : changedPages(github, list, walk)
  for await (const { nodes, after } of pages) {
    const people = createPeople(context)
    const rows: ReviewRow[] = []
    const whole: string[] = []
    for (const pullRequest of await withRows(nodes, walk)) {
      const reviews = await allReviews(github, pullRequest)
      short.delete(pullRequest.number)
      const pullRequestId = context.idOf(pullRequestTable, String(pullRequest.fullDatabaseId))
      if (reviews.length >= pullRequest.reviews.totalCount) whole.push(pullRequestId)
      else {
        short.add(pullRequest.number)
        const told = `${reviews.length} of ${pullRequest.reviews.totalCount} reviews`
        walk.log.warn(`${repository.fullName}#${pullRequest.number}: GitHub gave only ${told}`)
      }
      rows.push(...reviews.flatMap((review) => reviewRow(review, pullRequestId, people) ?? []))
    }
    const gone = await missingReviews(context, whole, rows)
    await walk.checkpoint([people.rows(), rowsOf(reviewTable, rows), ...gone], after)
    people.saved()
  }
  const note = `of ${short.size} pull requests GitHub gave fewer reviews than it counts`
  return walk.end({ own: { short: [...short] }, ...(short.size > 0 && { note }) })
}

/** In the answers of both queries. */
function listOf(node: object): Connection<ReviewedPullRequest> | undefined {
  return (node as { pullRequests?: Connection<ReviewedPullRequest> }).pullRequests
}

/** One that was opened after the pull requests were read has no row yet; the next pass finds it, for it counts as changed. */
async function withRows(nodes: readonly ReviewedPullRequest[], { head, context }: ReviewWalk) {
  const isOlder = ({ updatedAt }: ReviewedPullRequest) => Date.parse(updatedAt) <= Date.parse(head.probedAt)
  if (context.isBackfill || nodes.every(isOlder)) return nodes
  const newer = nodes.filter((node) => !isOlder(node)).map(({ fullDatabaseId }) => String(fullDatabaseId))
  const rows = await context.stored(pullRequestTable, ['externalId'], { where: { externalId: { in: newer } } })
  const known = new Set(rows.map(({ externalId }) => externalId))
  return nodes.filter((node) => isOlder(node) || known.has(String(node.fullDatabaseId)))
}

async function allReviews(github: Github, { id, reviews }: ReviewedPullRequest): Promise<GraphqlReview[]> {
  const nodes = [...reviews.nodes]
  if (reviews.pageInfo.hasNextPage) {
    const variables = { pullRequest: id, cursor: reviews.pageInfo.endCursor }
    const pages = github.listPages<{ node: { reviews?: ReviewConnection } | null }>(
      moreReviewsQuery,
      variables,
      ({ node }) => node?.reviews?.pageInfo,
    )
    for await (const page of pages) {
      nodes.push(...(page.node?.reviews?.nodes ?? []))
    }
  }
  return nodes.map((node) => {
    if (!node) throw new TransientError('GitHub left a review out of its answer. The next pass asks again.')
    return node
  })
}
