import { labelNames, type PullRequestRow } from '@data-import/model'
import { accountOf } from '../people/account.js'
import type { People } from '../people/people.js'
import { gitlabRemoteKey } from '../record/remote-key.js'
import { externalIdOf, flagOf, instantOf, requiredNumber, textOf } from '../record/values.js'
import type { GitlabMergeRequest, MergeRequestDetails } from './merge-request.js'
import { readyAtOf } from './system-notes.js'

/**
 * `externalId` ← `id`; `number` ← `iid`; `title`; `body` ← `description`; `state` ← MERGED where `merged_at` or `state` say so, else
 * `state` (opened and locked → OPEN), kept in `originalState`; `isDraft` ← `draft`, of old servers `work_in_progress`; `authorId`,
 * `authorName` ← `author`, no id for a deleted one; `labels`; `mergedById`, `mergedByName` ← `merge_user`, of old servers `merged_by`;
 * `headRef` ← `source_branch`, `baseRef` ← `target_branch`; `headSha` ← `sha`; `mergeSha` ← `merge_commit_sha`, else
 * `squash_commit_sha`, else `sha` (a fast-forward), of merged ones alone, for GitLab fills them for others too; `url` ← `web_url`;
 * `createdAt`, `updatedAt`, `closedAt`, `mergedAt`; `removedAt` is null, for it is there. By its details: `additions`, `deletions`,
 * `changedFiles` ← `diffStatsSummary`; `commitsCount` ← its commits; `headRemoteKey` ← the project of its branch; `readyAt` ← notes.
 */
export function pullRequestRow(
  given: GitlabMergeRequest,
  repositoryId: string,
  details: MergeRequestDetails | undefined,
  people: Pick<People, 'idOf'>,
): PullRequestRow {
  const externalId = externalIdOf('merge request', given?.id)
  const author = accountOf(given.author)
  const merger = accountOf(given.merge_user) ?? accountOf(given.merged_by)
  const state = textOf(given.state)
  const mergedAt = instantOf(given.merged_at)
  const isMerged = mergedAt !== null || state?.toLowerCase() === 'merged'
  const updatedAt = instantOf(given.updated_at)
  return {
    externalId,
    repositoryId,
    number: requiredNumber('number of a merge request', given.iid),
    title: given.title ?? '',
    body: given.description ?? null,
    state: isMerged ? 'MERGED' : state?.toLowerCase() === 'closed' ? 'CLOSED' : 'OPEN',
    originalState: state,
    isDraft: flagOf(given.draft) ?? flagOf(given.work_in_progress),
    authorId: people.idOf(author),
    authorName: author?.username ?? null,
    labels: labelNames(given.labels),
    mergedById: isMerged ? people.idOf(merger) : null,
    mergedByName: isMerged ? (merger?.username ?? null) : null,
    headRef: textOf(given.source_branch),
    baseRef: textOf(given.target_branch),
    headSha: textOf(given.sha),
    mergeSha: isMerged
      ? (textOf(given.merge_commit_sha) ?? textOf(given.squash_commit_sha) ?? textOf(given.sha))
      : null,
    ...(details && detailFields(details)),
    url: textOf(given.web_url),
    createdAt: instantOf(given.created_at),
    updatedAt,
    closedAt: instantOf(given.closed_at),
    mergedAt: isMerged ? mergedAt : null,
    removedAt: null,
    sourceUpdatedAt: updatedAt,
  }
}

/** What wasn't asked stays what it was, null at first. */
function detailFields({ lines, commits, sourceUrl, notes }: MergeRequestDetails): Partial<PullRequestRow> {
  return {
    ...(lines !== undefined && {
      additions: lines?.additions ?? null,
      deletions: lines?.deletions ?? null,
      changedFiles: lines?.files ?? null,
    }),
    ...(commits && { commitsCount: commits.length }),
    headRemoteKey: gitlabRemoteKey(sourceUrl),
    readyAt: readyAtOf(notes),
  }
}
