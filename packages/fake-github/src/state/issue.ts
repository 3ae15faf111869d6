import type { FakeAccount } from './account.js'

/** One issue; pull requests are no issues here, though REST lists them as such. */
export interface FakeIssue {
  readonly id: number
  readonly nodeId: string
  readonly number: number
  title: string
  body: string | null
  state: 'OPEN' | 'CLOSED'
  stateReason: 'COMPLETED' | 'NOT_PLANNED' | 'REOPENED' | null
  author: FakeAccount | null
  labels: string[]
  /** Name of its type, where the organization has types. */
  type: string | null
  assignees: FakeAccount[]
  createdAt: Date
  updatedAt: Date
  closedAt: Date | null
}
