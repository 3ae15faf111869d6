/** One workflow of a repository. */
export interface FakeWorkflow {
  readonly id: number
  readonly nodeId: string
  name: string
  path: string
  state: 'active' | 'disabled_manually' | 'deleted'
  /** Whether its file is on the default branch, and not only on another one. */
  isOnDefaultBranch: boolean
  createdAt: Date
  updatedAt: Date
}
