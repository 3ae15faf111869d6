import type { FakeAccount } from './account.js'

/** A release. */
export interface FakeRelease {
  readonly tag: string
  name: string
  description: string | null
  readonly author: FakeAccount | null
  readonly sha: string | null
  readonly createdAt: Date
  releasedAt: Date
}
