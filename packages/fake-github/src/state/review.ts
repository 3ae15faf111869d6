import type { FakeAccount } from './account.js'

/** How a review ended. */
export type ReviewState = 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED' | 'DISMISSED' | 'PENDING'

/** One review of a pull request. */
export interface FakeReview {
  readonly id: number
  readonly nodeId: string
  /** Number of the pull request. */
  readonly pullRequest: number
  state: ReviewState
  body: string
  author: FakeAccount | null
  /** Null while pending. */
  submittedAt: Date | null
  createdAt: Date
  updatedAt: Date
  commitOid: string | null
}
