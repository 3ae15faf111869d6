import type { RepositoryCall } from '../server/call.js'
import type { FakeJob } from '../state/job.js'
import { fullName } from '../state/repository-state.js'
import type { FakeRun } from '../state/run.js'
import { isoDate, isoDateOrNull } from './iso-date.js'
import { webAddress } from './web-address.js'

/** `job`. */
export function jobBody(call: RepositoryCall, run: FakeRun, job: FakeJob) {
  const api = `${call.base}/repos/${fullName(call.repository)}`
  return {
    id: job.id,
    run_id: job.runId,
    workflow_name: run.name,
    head_branch: run.headBranch,
    run_url: `${api}/actions/runs/${job.runId}`,
    run_attempt: job.attempt,
    node_id: job.nodeId,
    head_sha: run.headSha,
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${webAddress}/${fullName(call.repository)}/actions/runs/${job.runId}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: isoDate(job.createdAt),
    started_at: isoDate(job.startedAt),
    completed_at: isoDateOrNull(job.completedAt),
    name: job.name,
    steps: job.steps.map((step) => ({
      name: step.name,
      status: step.status,
      conclusion: step.conclusion,
      number: step.number,
      started_at: isoDateOrNull(step.startedAt),
      completed_at: isoDateOrNull(step.completedAt),
    })),
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: ['ubuntu-latest'],
    runner_id: job.runnerName === null ? null : 1,
    runner_name: job.runnerName,
    runner_group_id: job.runnerName === null ? null : 1,
    runner_group_name: job.runnerName === null ? null : 'Default',
  }
}
