import type { RunConclusion, RunStatus } from './run.js'

/** A check run that a step of a workflow has created: it stands among the jobs in a suite of GitHub's own choice. */
export interface FakeCheckRun {
  readonly id: number
  readonly nodeId: string
  /** The workflow run in whose suite it stands. */
  readonly runId: number
  name: string
  status: RunStatus
  conclusion: RunConclusion | null
  startedAt: Date
  completedAt: Date | null
  title: string | null
  externalId: string
}
