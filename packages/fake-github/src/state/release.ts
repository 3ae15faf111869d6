import type { FakeAccount } from './account.js'

/** One release. */
export interface FakeRelease {
  readonly id: number
  readonly nodeId: string
  tagName: string
  targetCommitish: string
  /** The commit of its tag; null for a draft, which has none yet. */
  sha: string | null
  name: string | null
  body: string | null
  isDraft: boolean
  isPrerelease: boolean
  author: FakeAccount | null
  createdAt: Date
  updatedAt: Date
  /** Null while it is a draft. */
  publishedAt: Date | null
}
