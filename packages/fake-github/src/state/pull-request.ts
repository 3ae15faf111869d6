import type { FakeAccount } from './account.js'
import type { FakeTimelineItem } from './timeline.js'

/** One pull request, with everything that REST and GraphQL tell of it. */
export interface FakePullRequest {
  readonly id: number
  readonly nodeId: string
  readonly number: number
  title: string
  body: string | null
  state: 'OPEN' | 'CLOSED' | 'MERGED'
  isDraft: boolean
  author: FakeAccount | null
  mergedBy: FakeAccount | null
  headRefName: string
  headRefOid: string
  baseRefName: string
  baseRefOid: string
  /** `same`: a branch of the repository; `gone`: a fork that was deleted, so that `head.repo` is null. */
  headRepository: 'same' | 'gone'
  mergeCommitOid: string | null
  additions: number
  deletions: number
  changedFiles: number
  /** How many commits it has. */
  commits: number
  /** Those commits, the oldest first. */
  commitShas: string[]
  createdAt: Date
  updatedAt: Date
  closedAt: Date | null
  mergedAt: Date | null
  labels: string[]
  /** Numbers of the issues that its merge closes. */
  closes: number[]
  /** In the order in which it happened. */
  timeline: FakeTimelineItem[]
}
