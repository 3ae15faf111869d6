import { alongside, type RowWrite, replaceChildren, rowsOf } from '@data-import/core/provider'
import {
  type PullRequestCommitRow,
  type PullRequestIssueRow,
  type PullRequestRow,
  pullRequestCommitTable,
  pullRequestIssueTable,
  pullRequestTable,
  type ReviewRequestRow,
  reviewRequestTable,
} from '@data-import/model'
import type { People } from '../people/people.js'
import { pullRequestCommitRow, pullRequestIssueRow, reviewRequestRows } from './child-rows.js'
import { contentsOf } from './pull-request-contents.js'
import type { GraphqlPullRequest } from './pull-request-query.js'
import { pullRequestRow } from './pull-request-row.js'
import type { PullRequestWalk } from './pull-request-walk.js'

/** The rows of a page: pull requests with their commits, review requests and linked issues, in the place of those before. */
export async function pullRequestRows(
  { context, github, repository }: PullRequestWalk,
  nodes: readonly GraphqlPullRequest[],
  people: People,
): Promise<RowWrite[]> {
  const rows: PullRequestRow[] = []
  const commits: PullRequestCommitRow[] = []
  const requests: ReviewRequestRow[] = []
  const issues: PullRequestIssueRow[] = []
  const ids: string[] = []
  const idsWithIssues: string[] = []
  for (const node of nodes) {
    const contents = await contentsOf(github, node)
    const row = pullRequestRow(node, contents.timeline, repository.id, people)
    const { externalId } = row
    const owner = { externalId, id: context.idOf(pullRequestTable, externalId) }
    rows.push(row)
    ids.push(owner.id)
    commits.push(...contents.commits.map((commit, index) => pullRequestCommitRow(commit, index + 1, owner, people)))
    requests.push(...reviewRequestRows(contents.timeline, owner.id, people))
    if (contents.closingIssues === null) continue
    idsWithIssues.push(owner.id)
    issues.push(...contents.closingIssues.map((issue) => pullRequestIssueRow(issue, owner, context)))
  }
  return [
    rowsOf(pullRequestTable, rows),
    alongside(replaceChildren(pullRequestCommitTable, 'pullRequestId', ids, commits)),
    alongside(replaceChildren(reviewRequestTable, 'pullRequestId', ids, requests)),
    alongside(replaceChildren(pullRequestIssueTable, 'pullRequestId', idsWithIssues, issues)),
  ]
}
