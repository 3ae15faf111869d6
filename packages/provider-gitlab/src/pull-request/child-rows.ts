import type { ExecutionContext } from '@data-import/core/provider'
import {
  issueTable,
  type PullRequestCommitRow,
  type PullRequestIssueRow,
  type ReviewRequestRow,
} from '@data-import/model'
import { accountOf, type GitlabUser } from '../people/account.js'
import type { People } from '../people/people.js'
import { externalIdOf, instantOf } from '../record/values.js'
import type { MergeRequestCommit, Note } from './merge-request.js'
import { requestedAtOf } from './system-notes.js'

/** The merge request that rows belong to. */
export interface PullRequestOwner {
  externalId: string
  /** Id of its row. */
  id: string
}

/**
 * `externalId` ← the merge request's and the commit's `id`; `position` ← the place in the list, from 1, the oldest first; `authoredAt`
 * ← `authored_date`; `committedAt` ← `committed_date`; `authorId` ← `author_email`.
 */
export function pullRequestCommitRow(
  { sha, authoredAt, committedAt, authorName, authorEmail }: MergeRequestCommit,
  position: number,
  { externalId, id }: PullRequestOwner,
  people: Pick<People, 'idOfCommitPerson'>,
): PullRequestCommitRow {
  return {
    externalId: `${externalId}:${sha}`,
    pullRequestId: id,
    sha,
    position,
    authoredAt: instantOf(authoredAt),
    committedAt: instantOf(committedAt),
    authorId: people.idOfCommitPerson({ name: authorName, email: authorEmail }),
  }
}

/** `externalId` ← the merge request's and the issue's `id`; `rule` is `vendor`, for GitLab itself links them. */
export function pullRequestIssueRow(
  issue: { id?: number | string },
  { externalId, id }: PullRequestOwner,
  { idOf }: Pick<ExecutionContext, 'idOf'>,
): PullRequestIssueRow {
  const issueId = externalIdOf('issue', issue?.id)
  return {
    externalId: `${externalId}:${issueId}`,
    pullRequestId: id,
    issueId: idOf(issueTable, issueId),
    rule: 'vendor',
    closes: true,
  }
}

/** `<merge request's id>:<user's id>`: GitLab gives requests no id, and a user can be asked once at a time. */
export function reviewRequestId({ externalId }: PullRequestOwner, userId: string): string {
  return `${externalId}:${userId}`
}

/**
 * One row for each of `reviewers`: `externalId` ← the merge request's and the user's `id`; `reviewerId`, `reviewerName` ← the user;
 * `requestedAt` ← the last note that names the user, else `created_at` of the list of reviewers; `removedAt` is null, for the request
 * stands.
 */
export function reviewRequestRow(
  reviewer: GitlabUser,
  owner: PullRequestOwner,
  notes: readonly Note[],
  people: Pick<People, 'idOf'>,
): ReviewRequestRow | null {
  const account = accountOf(reviewer)
  if (account?.id === null || account === null) return null
  return {
    externalId: reviewRequestId(owner, account.id),
    pullRequestId: owner.id,
    reviewerId: people.idOf(account),
    reviewerName: account.username,
    requestedAt: requestedAtOf(notes, account.username),
    removedAt: null,
  }
}
