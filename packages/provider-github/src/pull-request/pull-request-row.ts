import { labelNames, type PullRequestRow } from '@data-import/model'
import { graphqlAccount, type RestAccount, restAccount } from '../people/account.js'
import type { People } from '../people/people.js'
import type { Described } from '../record/described.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import { githubRemoteKey } from '../record/remote-key.js'
import { requiredText } from '../record/text.js'
import { readyAtOf } from './child-rows.js'
import type { GraphqlPullRequest, GraphqlTimelineItem } from './pull-request-query.js'

/**
 * `externalId` ← `fullDatabaseId`; `number`, `title`, `body`, `url`; `state` ← `state` (OPEN, CLOSED, MERGED);
 * `isDraft`; `authorId`, `authorName` ← `author`, null for a deleted account; `mergedById` ← `mergedBy`; `headRef` ←
 * `headRefName`, `baseRef` ← `baseRefName`, `headSha` ← `headRefOid` (also where the fork is gone); `headRemoteKey` ←
 * `headRepository.url`, null where that is gone; `labels` ← `labels[].name`; `mergedByName` ← `mergedBy`; `readyAt` ← the
 * last `ReadyForReviewEvent`; `removedAt` is null, for it is there; `mergeSha` ←
 * `mergeCommit.oid` once merged; `additions`, `deletions`, `changedFiles`; `commitsCount` ← `commits.totalCount`;
 * `createdAt`, `updatedAt`, `closedAt`, `mergedAt`.
 */
export function pullRequestRow(
  given: GraphqlPullRequest,
  timeline: readonly GraphqlTimelineItem[],
  repositoryId: string,
  people: People,
): PullRequestRow {
  const externalId = externalIdOf('pull request', given?.fullDatabaseId)
  const author = graphqlAccount(given.author)
  const merger = graphqlAccount(given.mergedBy)
  const state = requiredText('state of a pull request', given.state)
  const isMerged = instantOf(given.mergedAt) !== null
  return {
    externalId,
    repositoryId,
    number: given.number,
    title: given.title,
    body: given.body,
    state: isMerged ? 'MERGED' : state,
    originalState: state,
    isDraft: given.isDraft,
    authorId: people.idOf(author),
    authorName: author?.login ?? null,
    labels: labelNames(given.labels?.nodes),
    mergedById: people.idOf(merger),
    mergedByName: merger?.login ?? null,
    headRef: given.headRefName,
    baseRef: given.baseRefName,
    headSha: given.headRefOid,
    headRemoteKey: githubRemoteKey(given.headRepository?.url),
    mergeSha: isMerged ? (given.mergeCommit?.oid ?? null) : null,
    ...countsOf(given),
    commitsCount: given.commits?.totalCount ?? null,
    url: given.url,
    readyAt: readyAtOf(timeline),
    removedAt: null,
    ...datesOf(given.createdAt, given.updatedAt, given.closedAt, given.mergedAt),
  }
}

/** What could not be computed stays what it was, null at first. */
function countsOf({ additions, deletions, changedFiles }: GraphqlPullRequest) {
  return additions === undefined ? {} : { additions, deletions: deletions ?? null, changedFiles: changedFiles ?? null }
}

/** A pull request in REST lists: https://docs.github.com/en/rest/pulls/pulls#list-pull-requests */
export interface RestPullRequest
  extends Pick<
    Described<'pulls', 'list'>[number],
    | 'id'
    | 'number'
    | 'title'
    | 'body'
    | 'draft'
    | 'html_url'
    | 'merge_commit_sha'
    | 'created_at'
    | 'updated_at'
    | 'closed_at'
    | 'merged_at'
  > {
  state: 'open' | 'closed'
  user: RestAccount | null
  /** Objects, or names alone. */
  labels?: readonly (string | { name?: string | null })[]
  head: { ref: string; sha: string; repo?: { html_url?: string } | null }
  base: { ref: string }
}

/**
 * As {@link pullRequestRow}, from `id`, `user`, `draft`, `head`, `base` and `merge_commit_sha` (of an open one it is a
 * test merge, and left out). REST lists have neither line counts, nor who merged, nor when it became ready:
 * those stay as they are.
 */
export function restPullRequestRow(given: RestPullRequest, repositoryId: string, people: People): PullRequestRow {
  const externalId = externalIdOf('pull request', given?.id)
  const author = restAccount(given.user)
  const isMerged = instantOf(given.merged_at) !== null
  const state = requiredText('state of a pull request', given.state).toUpperCase()
  return {
    externalId,
    repositoryId,
    number: given.number,
    title: given.title,
    body: given.body ?? '',
    state: isMerged ? 'MERGED' : state,
    originalState: isMerged ? 'MERGED' : state,
    isDraft: given.draft ?? null,
    authorId: people.idOf(author),
    authorName: author?.login ?? null,
    headRef: given.head?.ref ?? null,
    baseRef: given.base?.ref ?? null,
    headSha: given.head?.sha ?? null,
    headRemoteKey: githubRemoteKey(given.head?.repo?.html_url),
    labels: labelNames(given.labels),
    mergeSha: isMerged ? given.merge_commit_sha : null,
    url: given.html_url,
    removedAt: null,
    ...datesOf(given.created_at, given.updated_at, given.closed_at, given.merged_at),
  }
}

function datesOf(createdAt: string, updatedAt: string, closedAt: string | null, mergedAt: string | null) {
  return {
    createdAt: instantOf(createdAt),
    updatedAt: instantOf(updatedAt),
    closedAt: instantOf(closedAt),
    mergedAt: instantOf(mergedAt),
    sourceUpdatedAt: instantOf(updatedAt),
  }
}
