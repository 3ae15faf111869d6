import type { FakeAccount } from './account.js'

/** A comment of a person, or a note of GitLab's own. */
export interface FakeNote {
  readonly id: number
  readonly author: FakeAccount
  body: string
  readonly isSystem: boolean
  /** The file that it is about; null where it is about the whole. */
  readonly path: string | null
  readonly createdAt: Date
  updatedAt: Date
}

/** An approval that stands. */
export interface FakeApproval {
  readonly account: FakeAccount
  readonly approvedAt: Date
}

/** A reviewer who is asked. */
export interface FakeReviewer {
  readonly account: FakeAccount
  readonly requestedAt: Date
}

/** A merge request. */
export interface FakeMergeRequest {
  readonly id: number
  readonly iid: number
  title: string
  description: string | null
  state: 'opened' | 'closed' | 'merged' | 'locked'
  isDraft: boolean
  readonly author: FakeAccount
  assignees: FakeAccount[]
  reviewers: FakeReviewer[]
  /** Requests that were taken back: who, when asked, when taken back. */
  readonly removedReviewers: { account: FakeAccount; requestedAt: Date; removedAt: Date }[]
  approvals: FakeApproval[]
  readonly notes: FakeNote[]
  labels: string[]
  readonly sourceBranch: string
  readonly targetBranch: string
  /** Where the branch is; null once that fork is gone. */
  sourceProjectId: number | null
  /** Newest first. */
  commits: string[]
  sha: string
  mergeCommitSha: string | null
  squashCommitSha: string | null
  mergedBy: FakeAccount | null
  /** Lines over all; null where GitLab can't tell. */
  lines: { additions: number; deletions: number; files: number } | null
  /** Numbers of issues that its text closes. */
  closes: number[]
  readyAt: Date | null
  readonly createdAt: Date
  updatedAt: Date
  mergedAt: Date | null
  closedAt: Date | null
}
