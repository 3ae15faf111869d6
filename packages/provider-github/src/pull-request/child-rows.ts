import type { ExecutionContext } from '@data-import/core/provider'
import {
  issueTable,
  type PullRequestCommitRow,
  type PullRequestIssueRow,
  type ReviewRequestRow,
} from '@data-import/model'
import { graphqlAccount } from '../people/account.js'
import { graphqlPerson } from '../people/commit-person.js'
import type { People } from '../people/people.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import { requiredText } from '../record/text.js'
import type { GraphqlPullRequestCommit, GraphqlReviewer, GraphqlTimelineItem } from './pull-request-query.js'

/** The pull request that rows belong to. */
export interface PullRequestOwner {
  externalId: string
  /** Id of its row. */
  id: string
}

/**
 * `externalId` ← the pull request's and `oid`; `sha` ← `oid`; `position` ← the place in the list, from 1; `authoredAt` ←
 * `authoredDate`; `committedAt` ← `committedDate`; `authorId` ← `author`, by account or e-mail.
 */
export function pullRequestCommitRow(
  { commit }: GraphqlPullRequestCommit,
  position: number,
  { externalId, id }: PullRequestOwner,
  people: People,
): PullRequestCommitRow {
  const sha = requiredText('id of a commit', commit?.oid)
  return {
    externalId: `${externalId}:${sha}`,
    pullRequestId: id,
    sha,
    position,
    authoredAt: instantOf(commit.authoredDate),
    committedAt: instantOf(commit.committedDate),
    authorId: people.idOfCommitPerson(graphqlPerson(commit.author)),
  }
}

/** `externalId` ← the pull request's and the issue's `fullDatabaseId`; `rule` is `vendor`, for GitHub itself links them. */
export function pullRequestIssueRow(
  issue: { fullDatabaseId: string | number },
  { externalId, id }: PullRequestOwner,
  { idOf }: Pick<ExecutionContext, 'idOf'>,
): PullRequestIssueRow {
  const issueId = externalIdOf('issue', issue?.fullDatabaseId)
  return {
    externalId: `${externalId}:${issueId}`,
    pullRequestId: id,
    issueId: idOf(issueTable, issueId),
    rule: 'vendor',
    closes: true,
  }
}

/**
 * One row for each `ReviewRequestedEvent`: `externalId` ← `id`; `reviewerId`, `reviewerName` ← `requestedReviewer`, the
 * name alone for a team, neither for an account that is gone; `requestedAt` ← `createdAt`; `removedAt` ← `createdAt` of
 * the `ReviewRequestRemovedEvent` for the same reviewer after it.
 */
export function reviewRequestRows(
  timeline: readonly GraphqlTimelineItem[],
  pullRequestId: string,
  people: People,
): ReviewRequestRow[] {
  const rows: ReviewRequestRow[] = []
  const open = new Map<string, ReviewRequestRow>()
  for (const item of timeline) {
    if (item.__typename === 'ReadyForReviewEvent') continue
    const reviewer = reviewerOf(item.requestedReviewer, people)
    if (item.__typename === 'ReviewRequestedEvent') {
      const row: ReviewRequestRow = {
        externalId: requiredText('id of a review request', item.id),
        pullRequestId,
        reviewerId: reviewer.id,
        reviewerName: reviewer.name,
        requestedAt: instantOf(item.createdAt),
        removedAt: null,
      }
      rows.push(row)
      open.set(reviewer.key, row)
    } else {
      const row = open.get(reviewer.key)
      if (row) row.removedAt = instantOf(item.createdAt)
      open.delete(reviewer.key)
    }
  }
  return rows
}

function reviewerOf(given: GraphqlReviewer | null, people: People) {
  if (given?.__typename === 'Team')
    return { key: `team ${given.teamName ?? ''}`, id: null, name: given.teamName ?? null }
  const account = graphqlAccount(given)
  return { key: `account ${account?.login ?? ''}`, id: people.idOf(account), name: account?.login ?? null }
}

/** When it was last marked as ready for review; null where it never was a draft. */
export function readyAtOf(timeline: readonly GraphqlTimelineItem[]): Date | null {
  return instantOf(timeline.findLast(({ __typename }) => __typename === 'ReadyForReviewEvent')?.createdAt)
}
