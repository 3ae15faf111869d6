import type { FakeTruth } from '@data-import/fake-github'
import { pipelineRunTable, statusOf } from '@data-import/model'
import { octo } from '../testing/mapped-people.js'
import { byId, type ResourceDouble } from '../testing/resource-double.js'
import { ids, people, sha, webUrl } from '../testing/sample.js'
import { accountId, trueRemoteKey } from '../testing/true-people.js'
import { pipelineRun } from './pipeline-run.js'
import { pipelineRunRow, type RestRun } from './pipeline-run-row.js'

export const restRun: RestRun = {
  id: 6_000_000_001,
  name: 'build',
  run_number: 21,
  run_attempt: 2,
  status: 'completed',
  conclusion: 'success',
  head_sha: sha,
  head_branch: 'main',
  event: 'push',
  workflow_id: 60_000_001,
  path: '.github/workflows/build.yml',
  check_suite_node_id: 'CS_kwDOAAAB',
  triggering_actor: octo.rest,
  head_repository: { html_url: webUrl },
  html_url: `${webUrl}/actions/runs/6000000001`,
  created_at: '2026-01-01T00:00:00Z',
  updated_at: '2026-01-02T00:01:30Z',
  run_started_at: '2026-01-02T00:00:00Z',
}

export const pipelineRunDouble: ResourceDouble = {
  resource: pipelineRun,
  mappings: [
    {
      name: 'pipelineRunRow',
      whole: restRun,
      table: pipelineRunTable,
      map: (one) => pipelineRunRow(one, 'id', people(), ids),
    },
  ],
  expected: (truth) => ({ pipelineRun: expectedRuns(truth), pipelineRunCommit: expectedCommits(truth) }),
  async fill(repository, { at, text }) {
    const run = await repository.startRun({ createdAt: at(), ...(text !== undefined && { name: text }) })
    await repository.finishRun(run.id, { finishedAt: at(0.1) })
  },
  async fillBare(repository) {
    await repository.finishRun((await repository.startRun({ actor: null })).id, { conclusion: 'timed_out' })
  },
  answers: [
    'GET /repos/{owner}/{repo}/actions/runs 200',
    'GET /repos/{owner}/{repo}/actions/runs 304',
    'GET /repos/{owner}/{repo}/actions/runs/{run_id} 200',
  ],
}

function expectedRuns({ repository, runs }: FakeTruth) {
  return byId(runs.values(), (run) => {
    const { status, result } = statusOf('github/run', { status: run.status, result: run.conclusion })
    return {
      repositoryId: String(repository.id),
      pipelineId: String(run.workflowId),
      triggeredById: accountId(run.actor),
      name: run.name,
      number: run.number,
      attempt: run.attempt,
      status,
      result,
      originalStatus: run.status,
      originalResult: run.conclusion,
      sha: run.headSha,
      ref: run.headBranch,
      trigger: run.event,
      createdAt: run.createdAt,
      startedAt: run.runStartedAt,
      finishedAt: status === 'DONE' ? run.updatedAt : null,
      sourceUpdatedAt: run.updatedAt,
    }
  })
}

function expectedCommits({ repository, runs }: FakeTruth) {
  const remoteKey = trueRemoteKey(repository)
  const rows = Array.from(
    runs.values(),
    ({ id, headSha: sha, headBranch: ref }) =>
      [`${id}:${sha}`, { pipelineRunId: String(id), sha, ref, remoteKey, isPrimary: true }] as const,
  )
  return Object.fromEntries(rows)
}
