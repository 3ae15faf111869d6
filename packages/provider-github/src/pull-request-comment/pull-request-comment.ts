import { rowsOf, type WalkEnd } from '@data-import/core/provider'
import { pullRequestCommentTable, pullRequestTable } from '@data-import/model'
import { createPeople } from '../people/people.js'
import { pullRequests } from '../permission.js'
import { pullRequestList } from '../pull-request/pull-request-list.js'
import { type GithubResource, listCost } from '../resource.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { restChangedPages } from '../walk/rest-changed-pages.js'
import { walkScript } from '../walk/walk-script.js'
import { type CommentedPullRequest, commentsOf, firstComments, type GraphqlComment } from './first-comments.js'
import {
  graphqlCommentRow,
  pullRequestCommentRow,
  pullRequestNumber,
  type RestIssueComment,
  type RestReviewComment,
} from './pull-request-comment-row.js'

/** The two lists, in the order in which they are read: on files, and in conversations. */
const lists = ['pulls', 'issues'] as const

/** Where a walk stands. */
interface CommentPosition {
  list: (typeof lists)[number]
  /** Null at the end of that list. */
  next: string | null
}

type CommentWalk = RepositoryWalk<CommentPosition, never>
type RestComment = RestIssueComment | RestReviewComment

/**
 * Imports who commented on which pull request and when, last changed first. REST lists the comments of a whole repository,
 * 100 in a request; GraphQL has them inside of each pull request only, at many times the cost, and gives those of small
 * repositories together.
 */
export const pullRequestComment: GithubResource = {
  name: 'pull-request-comment',
  within: 'repository',
  events: ['pull_request_review_comment'],
  tables: [pullRequestCommentTable],
  permission: pullRequests,
  list: pullRequestList,
  withoutToken: lists.length,
  // At least a page of each list; how many comments there are nothing tells beforehand.
  cost: listCost(pullRequestList, { perPage: 50, isTogether: true, inside: 12, pagesOf: 'rest' }),
  script: walkScript<CommentPosition, never>(
    { resource: 'pull-request-comment', dependsOn: ['pull-request'], importWindowDays: wholeHistoryDays },
    () => ({
      markOf: ({ repository }) => repository.lists?.[pullRequestList.field],
      after: ['pull-request'],
      firstPages: firstComments,
      walk: importComments,
    }),
  ),
}

async function importComments(walk: CommentWalk): Promise<WalkEnd> {
  if (walk.isEmptySince(walk.since)) return walk.end()
  const few = await walk.firstPage<CommentedPullRequest>()
  if (few && !few.pageInfo.hasNextPage) {
    await saveFew(
      walk,
      few.nodes.flatMap((node) => node ?? []),
    )
    return walk.end()
  }
  const start = walk.position ? lists.indexOf(walk.position.list) : 0
  for (const list of lists.slice(start)) {
    const position = walk.position?.list === list ? walk.position : null
    if (position && position.next === null) continue
    await importList(walk, list, position?.next ?? null)
  }
  return walk.end()
}

/** The query gives all comments, also those that last changed before the walk begins. */
async function saveFew(walk: CommentWalk, nodes: readonly CommentedPullRequest[]): Promise<void> {
  const { context, since } = walk
  const people = createPeople(context)
  const ids = await pullRequestIds(
    walk,
    nodes.map(({ number }) => number),
  )
  const isWanted = ({ updatedAt }: GraphqlComment) => since === null || Date.parse(updatedAt) >= since.getTime()
  const rows = nodes.flatMap((node) => {
    const id = ids.get(node.number)
    const wanted = id === undefined ? [] : commentsOf(node).filter(isWanted)
    return wanted.map((comment) => graphqlCommentRow(comment, id ?? '', people, context))
  })
  await walk.checkpoint([people.rows(), rowsOf(pullRequestCommentTable, rows)], { list: 'issues', next: null })
  people.saved()
}

async function importList(walk: CommentWalk, list: CommentPosition['list'], from: string | null): Promise<void> {
  const { context, github, repository, since } = walk
  const query = new URLSearchParams({ sort: 'updated', direction: 'desc', per_page: '100' })
  if (since) query.set('since', since.toISOString())
  const path = `${repository.path}/${list}/comments?${query}`
  const changedAt = ({ updated_at }: RestComment) => updated_at
  for await (const { items, next } of restChangedPages<RestComment>(github, path, from, changedAt, walk)) {
    const people = createPeople(context)
    const ids = await pullRequestIds(
      walk,
      items.flatMap((item) => pullRequestNumber(item) ?? []),
    )
    const rows = items.flatMap((item) => {
      // One that was opened after the pull requests were read has no row yet; it counts as changed in the next pass.
      const pullRequestId = ids.get(pullRequestNumber(item) ?? 0)
      return pullRequestId === undefined ? [] : pullRequestCommentRow(item, pullRequestId, people, context)
    })
    await walk.checkpoint([people.rows(), rowsOf(pullRequestCommentTable, rows)], { list, next })
    people.saved()
  }
}

/** Ids of rows by the numbers that a page of comments names. */
async function pullRequestIds({ context, repository }: CommentWalk, given: readonly number[]) {
  const numbers = [...new Set(given)]
  if (numbers.length === 0) return new Map<number, string>()
  const where = { repositoryId: repository.id, number: { in: numbers } }
  const stored = await context.stored(pullRequestTable, ['externalId', 'number'], { where })
  return new Map(stored.map(({ externalId, number }) => [number, context.idOf(pullRequestTable, externalId)]))
}
