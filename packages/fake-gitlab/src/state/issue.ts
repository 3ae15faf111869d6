import type { FakeAccount } from './account.js'

/** An issue. */
export interface FakeIssue {
  readonly id: number
  readonly iid: number
  title: string
  description: string | null
  state: 'opened' | 'closed'
  readonly type: string
  readonly author: FakeAccount
  assignees: FakeAccount[]
  labels: string[]
  readonly isConfidential: boolean
  readonly createdAt: Date
  updatedAt: Date
  closedAt: Date | null
}
