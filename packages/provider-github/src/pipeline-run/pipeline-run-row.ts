import { type PipelineRunRow, statusOf } from '@data-import/model'
import type { DescribedRun } from '../record/described.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'

/** A workflow run: https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
export type RestRun = Pick<
  DescribedRun,
  | 'id'
  | 'name'
  | 'run_number'
  | 'run_attempt'
  | 'status'
  | 'conclusion'
  | 'head_sha'
  | 'head_branch'
  | 'event'
  | 'html_url'
  | 'created_at'
  | 'updated_at'
  | 'run_started_at'
>

/**
 * `externalId` ← `id`, which stays in a re-run; `attempt` ← `run_attempt`; `name`, `number` ← `run_number`; `status` and
 * `result` ← `status` and `conclusion`, kept as they are in `originalStatus` and `originalResult`; `sha` ← `head_sha`;
 * `ref` ← `head_branch`; `trigger` ← `event`; `url` ← `html_url`; `createdAt`; `startedAt` ← `run_started_at` of the last
 * attempt; `finishedAt` ← `updated_at` once completed, and `durationMs` between the two.
 */
export function pipelineRunRow(run: RestRun, repositoryId: string): PipelineRunRow {
  const externalId = externalIdOf('workflow run', run?.id)
  const known = statusOf('github/run', { status: run.status, result: run.conclusion })
  const startedAt = instantOf(run.run_started_at)
  const finishedAt = known.status === 'DONE' ? instantOf(run.updated_at) : null
  return {
    externalId,
    repositoryId,
    name: run.name ?? null,
    number: run.run_number,
    attempt: run.run_attempt ?? null,
    ...known,
    sha: run.head_sha,
    ref: run.head_branch,
    trigger: run.event,
    url: run.html_url,
    createdAt: instantOf(run.created_at),
    startedAt,
    finishedAt,
    durationMs: startedAt && finishedAt ? Math.max(finishedAt.getTime() - startedAt.getTime(), 0) : null,
    sourceUpdatedAt: instantOf(run.updated_at),
  }
}

/** A list of runs. */
export interface RunList {
  total_count: number
  workflow_runs: RestRun[]
}
