/** One workflow of a repository. */
export interface FakeWorkflow {
  readonly id: number
  readonly nodeId: string
  name: string
  path: string
  state: 'active' | 'disabled_manually' | 'deleted'
  createdAt: Date
  updatedAt: Date
}
