import { jobTable, statusOf } from '@data-import/model'
import { byId, type ResourceDouble } from '../testing/resource-double.js'
import { webUrl } from '../testing/sample.js'
import { job } from './job.js'
import { jobRow, type RestJob } from './job-row.js'

export const restJob: RestJob = {
  id: 7_000_000_001,
  name: 'test',
  run_attempt: 2,
  status: 'completed',
  conclusion: 'failure',
  html_url: `${webUrl}/actions/runs/6000000001/job/7000000001`,
  created_at: '2026-01-02T00:00:00Z',
  started_at: '2026-01-02T00:00:10Z',
  completed_at: '2026-01-02T00:01:00Z',
}

export const jobDouble: ResourceDouble = {
  resource: job,
  mappings: [{ name: 'jobRow', whole: restJob, table: jobTable, map: (one) => jobRow(one, 'id', null) }],
  expected: ({ jobs }) => ({
    job: byId(jobs.values(), (job) => {
      const { status, result } = statusOf('github/job', { status: job.status, result: job.conclusion })
      return {
        pipelineRunId: String(job.runId),
        name: job.name,
        attempt: job.attempt,
        status,
        result,
        startedAt: job.startedAt,
        finishedAt: status === 'DONE' ? job.completedAt : null,
      }
    }),
  }),
  answers: ['GET /repos/{owner}/{repo}/actions/runs/{run_id}/jobs 200'],
}
