import type { FakeAccount } from './account.js'

/** One comment on a pull request. */
export interface FakeComment {
  readonly id: number
  readonly nodeId: string
  /** Number of the pull request. */
  readonly pullRequest: number
  /** Id of the review that it is a part of; null for one in the conversation. */
  readonly review: number | null
  /** The file that it is about; null for one in the conversation. */
  readonly path: string | null
  body: string
  author: FakeAccount | null
  createdAt: Date
  updatedAt: Date
}
