import { type RowWrite, rowsOf } from '@data-import/core/provider'
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

/** The rows of a page: pull requests with their commits, review requests and linked issues. */
export async function pullRequestRows(
  { context, github, repository }: PullRequestWalk,
  nodes: readonly GraphqlPullRequest[],
  people: People,
): Promise<RowWrite[]> {
  const rows: PullRequestRow[] = []
  const commits: PullRequestCommitRow[] = []
  const requests: ReviewRequestRow[] = []
  const issues: PullRequestIssueRow[] = []
  for (const node of nodes) {
    const contents = await contentsOf(github, node)
    const row = pullRequestRow(node, contents.timeline, repository.id, people)
    const { externalId } = row
    const owner = { externalId, id: context.idOf(pullRequestTable, externalId) }
    rows.push(row)
    commits.push(...contents.commits.map((commit, index) => pullRequestCommitRow(commit, index + 1, owner, people)))
    requests.push(...reviewRequestRows(contents.timeline, owner.id, people))
    issues.push(...(contents.closingIssues ?? []).map((issue) => pullRequestIssueRow(issue, owner, context)))
  }
  return [
    rowsOf(pullRequestTable, rows),
    rowsOf(pullRequestCommitTable, commits),
    rowsOf(reviewRequestTable, requests),
    rowsOf(pullRequestIssueTable, issues),
  ]
}
