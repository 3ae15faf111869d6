import { rowsOf, type WalkEnd } from '@data-import/core/provider'
import { pullRequestCommitTable, pullRequestIssueTable, pullRequestTable, reviewRequestTable } from '@data-import/model'
import { createPeople } from '../people/people.js'
import { pullRequests } from '../permission.js'
import { type GithubResource, listCost } from '../resource.js'
import { type ChangedList, type Connection, changedPages } from '../walk/changed-pages.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import { listedCounts } from '../walk/listed-counts.js'
import { restChangedPages } from '../walk/rest-changed-pages.js'
import { walkScript } from '../walk/walk-script.js'
import { missingPullRequests } from './missing-pull-requests.js'
import { pullRequestList } from './pull-request-list.js'
import {
  firstPullRequestsQuery,
  type GraphqlPullRequest,
  partlyVisible,
  pullRequestQuery,
} from './pull-request-query.js'
import { type RestPullRequest, restPullRequestRow } from './pull-request-row.js'
import { pullRequestRows } from './pull-request-rows.js'
import type { PullRequestState, PullRequestWalk } from './pull-request-walk.js'
import { countUncounted } from './stored-pull-requests.js'

const pullRequestsPerPage = 100

/** Imports pull requests, last changed first, down to where the walk before began. */
export const pullRequest: GithubResource = {
  name: 'pull-request',
  within: 'repository',
  events: ['pull_request', 'pull_request_review', 'pull_request_review_comment'],
  tables: [pullRequestTable, pullRequestCommitTable, pullRequestIssueTable, reviewRequestTable],
  permission: pullRequests,
  list: pullRequestList,
  withoutToken: 1,
  cost: listCost(pullRequestList, { unit: 'pull request', isTogether: true, inside: 4 }),
  script: walkScript<string | null, PullRequestState>(
    { resource: 'pull-request', dependsOn: ['repository'], importWindowDays: wholeHistoryDays },
    () => ({
      markOf: ({ repository }) => repository.lists?.[pullRequestList.field],
      firstPages: {
        query: firstPullRequestsQuery,
        itemsPerQuery: pullRequestsPerPage,
        countsOf: listedCounts,
        connectionOf: listOf,
      },
      walk: (walk) => (walk.hasGraphql ? importPullRequests(walk) : importListed(walk)),
    }),
  ),
}

async function importPullRequests(walk: PullRequestWalk): Promise<WalkEnd> {
  const { context, github, repository, state, position, until } = walk
  const list: ChangedList<GraphqlPullRequest> = {
    query: pullRequestQuery(true),
    lighter: pullRequestQuery(false),
    repository: repository.nodeId,
    after: walk.position,
    itemsPerPage: pullRequestsPerPage,
    firstPage: walk.firstPage<GraphqlPullRequest>,
    connectionOf: listOf,
    changedAt: ({ updatedAt }) => updatedAt,
    partlyVisible,
  }
  // What a walk without a token read has no line counts: with one it is read again.
  const since = state?.own?.isAnonymous ? null : walk.since
  let hasUncounted = state?.own?.hasUncounted === true || position !== null
  const pages = walk.isEmptySince(since) ? [] : changedPages(github, list, { since, until, log: walk.log })
  for await (const { nodes, after } of pages) {
    const people = createPeople(context)
    const rows = await pullRequestRows(walk, nodes, people)
    hasUncounted ||= nodes.some(({ additions }) => additions === undefined)
    await walk.checkpoint([people.rows(), ...rows], after)
    people.saved()
  }
  const uncounted = hasUncounted && !context.isBackfill ? await countUncounted(context, repository.id) : 0
  const note = `${uncounted} pull requests have no line counts: GitHub could not compute them in time`
  const missing = context.isBackfill ? [] : await missingPullRequests(walk)
  return walk.end({
    rows: missing,
    own: { hasUncounted: uncounted > 0, isAnonymous: false },
    ...(uncounted > 0 && { note }),
  })
}

/** In the answers of both queries. */
function listOf(node: object): Connection<GraphqlPullRequest> | undefined {
  return (node as { pullRequests?: Connection<GraphqlPullRequest> }).pullRequests
}

async function importListed(walk: PullRequestWalk): Promise<WalkEnd> {
  const { context, github, repository } = walk
  const path = `${repository.path}/pulls?state=all&sort=updated&direction=desc&per_page=100`
  const changedAt = ({ updated_at }: RestPullRequest) => updated_at
  for await (const { items, next } of restChangedPages<RestPullRequest>(github, path, walk.position, changedAt, walk)) {
    const people = createPeople(context)
    const rows = items.map((item) => restPullRequestRow(item, repository.id, people))
    await walk.checkpoint([people.rows(), rowsOf(pullRequestTable, rows)], next)
    people.saved()
  }
  return walk.end({ own: { hasUncounted: true, isAnonymous: true }, note: 'without a token there are no line counts' })
}
