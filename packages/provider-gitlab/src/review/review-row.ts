import type { ReviewRow } from '@data-import/model'
import { accountOf, type GitlabUser } from '../people/account.js'
import type { People } from '../people/people.js'
import type { Note } from '../pull-request/merge-request.js'
import { approvedAtOf } from '../pull-request/system-notes.js'
import { instantOf } from '../record/values.js'

/** https://docs.gitlab.com/api/merge_request_approvals/#retrieve-approval-state-for-a-merge-request */
export interface GitlabApprovals {
  approved_by?: readonly ({ user?: GitlabUser | null; approved_at?: string | null } | null)[] | null
}

/** One of them. */
export type GitlabApproval = NonNullable<NonNullable<GitlabApprovals['approved_by']>[number]>

/**
 * `externalId` ← the merge request's and the user's `id`, for approvals have none; `state` is APPROVED; `reviewerId`, `reviewerName` ←
 * `user`; `submittedAt` ← `approved_at`, of old servers the time of the note "approved this merge request"; `removedAt` is null, for
 * it stands. Null for one by nobody.
 */
export function reviewRow(
  { user, approved_at }: GitlabApproval,
  owner: { externalId: string; id: string },
  notes: readonly Note[],
  people: Pick<People, 'idOf'>,
): ReviewRow | null {
  const account = accountOf(user)
  if (account === null) return null
  return {
    externalId: `mr:${owner.externalId}:user:${account.id ?? account.username}`,
    pullRequestId: owner.id,
    reviewerId: people.idOf(account),
    reviewerName: account.username,
    state: 'APPROVED',
    originalState: 'approved',
    submittedAt: instantOf(approved_at) ?? approvedAtOf(notes, account.id, account.username),
    removedAt: null,
  }
}
