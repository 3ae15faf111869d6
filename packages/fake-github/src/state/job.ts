import type { RunConclusion, RunStatus } from './run.js'

/** One step of a job. */
export interface FakeStep {
  number: number
  name: string
  status: 'queued' | 'in_progress' | 'completed'
  conclusion: RunConclusion | null
  startedAt: Date | null
  completedAt: Date | null
}

/** One job of one attempt of a workflow run. */
export interface FakeJob {
  readonly id: number
  readonly nodeId: string
  readonly runId: number
  readonly attempt: number
  name: string
  status: RunStatus
  conclusion: RunConclusion | null
  createdAt: Date
  startedAt: Date
  completedAt: Date | null
  runnerName: string | null
  steps: FakeStep[]
}
