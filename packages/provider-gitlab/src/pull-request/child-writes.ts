import { type RowWrite, replaceChildren, rowsOf } from '@data-import/core/provider'
import {
  type PullRequestIssueRow,
  pullRequestCommitTable,
  pullRequestIssueTable,
  type ReviewRequestRow,
  reviewRequestTable,
} from '@data-import/model'
import { wholeList } from '../client/pages.js'
import { unlessGone } from '../client/unless-gone.js'
import { accountOf } from '../people/account.js'
import type { People } from '../people/people.js'
import { instantOf, requiredNumber } from '../record/values.js'
import { type PullRequestOwner, pullRequestCommitRow, pullRequestIssueRow, reviewRequestRow } from './child-rows.js'
import type { DetailsScope } from './details.js'
import type { GitlabMergeRequest, MergeRequestDetails } from './merge-request.js'
import { restReviewers } from './rest-details.js'
import { takenBackAtOf } from './system-notes.js'

/** A merge request that has changed, with what its list lacks. */
export interface ChangedMergeRequest {
  given: GitlabMergeRequest
  owner: PullRequestOwner
  details: MergeRequestDetails
}

/** Its commits, the issues that it closes, and who was asked to review it. */
export async function childWrites(
  scope: DetailsScope,
  changed: readonly ChangedMergeRequest[],
  people: People,
): Promise<RowWrite[]> {
  if (changed.length === 0) return []
  const ids = changed.map(({ owner }) => owner.id)
  const withCommits = changed.filter(({ details }) => details.commits !== undefined)
  const commits = withCommits.flatMap(({ owner, details }) =>
    (details.commits ?? []).map((commit, index) => pullRequestCommitRow(commit, index + 1, owner, people)),
  )
  const links = await Promise.all(changed.map((one) => closedIssues(scope, one)))
  const linked = changed.filter((_, index) => links[index] !== undefined)
  return [
    replaceChildren(
      pullRequestCommitTable,
      'pullRequestId',
      withCommits.map(({ owner }) => owner.id),
      commits,
    ),
    replaceChildren(
      pullRequestIssueTable,
      'pullRequestId',
      linked.map(({ owner }) => owner.id),
      links.flatMap((rows) => rows ?? []),
    ),
    rowsOf(reviewRequestTable, await requestRows(scope, changed, ids, people)),
  ]
}

/** Undefined where the merge request is gone. https://docs.gitlab.com/api/merge_requests/#list-issues-that-close-on-merge */
async function closedIssues(
  { context, gitlab, project }: DetailsScope,
  { given, owner }: ChangedMergeRequest,
): Promise<PullRequestIssueRow[] | undefined> {
  const path = `${project.path}/merge_requests/${requiredNumber('number of a merge request', given.iid)}/closes_issues`
  // Issues of another tracker have no id of GitLab's.
  const options = { absentOn: [404], isOfPart: true }
  const issues = await unlessGone(() => wholeList<{ id?: number | string }>(gitlab, path, options))
  const ofGitlab = issues?.filter(({ id }) => /^\d+$/.test(String(id ?? '')))
  return ofGitlab?.map((issue) => pullRequestIssueRow(issue, owner, context))
}

async function requestRows(
  scope: DetailsScope,
  changed: readonly ChangedMergeRequest[],
  ids: readonly string[],
  people: People,
): Promise<ReviewRequestRow[]> {
  const { context, gitlab, project } = scope
  const rows: ReviewRequestRow[] = []
  const standing = new Set<string>()
  for (const { given, owner, details } of changed) {
    const asked = (given.reviewers ?? []).flatMap((reviewer) => reviewer ?? [])
    const own = asked.flatMap((reviewer) => reviewRequestRow(reviewer, owner, details.notes, people) ?? [])
    if (own.some(({ requestedAt }) => !requestedAt)) {
      // Whoever was chosen when it was opened is in no note.
      const known = await restReviewers(gitlab, `${project.path}/merge_requests/${given.iid}`)
      const times = new Map(known.map(({ user, created_at }) => [accountOf(user)?.username, instantOf(created_at)]))
      for (const row of own) row.requestedAt ??= times.get(row.reviewerName ?? '') ?? null
    }
    for (const row of own) standing.add(row.externalId)
    rows.push(...own)
  }
  const stored = await context.stored(reviewRequestTable, ['externalId', 'pullRequestId', 'reviewerName'], {
    where: { pullRequestId: { in: [...ids] }, removedAt: null },
  })
  const byId = new Map(changed.map((one) => [one.owner.id, one]))
  for (const { externalId, pullRequestId, reviewerName } of stored) {
    const of = byId.get(pullRequestId)
    if (standing.has(externalId) || !of) continue
    const removedAt = takenBackAtOf(of.details.notes, reviewerName ?? '') ?? context.endDate
    rows.push({ externalId, pullRequestId, removedAt })
  }
  return rows
}
