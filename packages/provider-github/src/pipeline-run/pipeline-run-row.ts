import type { ExecutionContext } from '@data-import/core/provider'
import {
  type PipelineRunCommitRow,
  type PipelineRunRow,
  pipelineRunTable,
  pipelineTable,
  statusOf,
} from '@data-import/model'
import { type RestAccount, restAccount } from '../people/account.js'
import type { People } from '../people/people.js'
import type { Described } from '../record/described.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import { githubRemoteKey } from '../record/remote-key.js'
import { requiredText } from '../record/text.js'

/** A workflow run: https://docs.github.com/en/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
export type RestRun = Pick<
  Described<'actions', 'listWorkflowRunsForRepo'>['workflow_runs'][number],
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
> & {
  /** Absent in what older servers give. */
  workflow_id?: number
  path?: string
  /** Of the suite that holds its jobs. */
  check_suite_node_id?: string
  actor?: RestAccount | null
  triggering_actor?: RestAccount | null
  /** The repository with the commit; null for a fork that is gone. */
  head_repository?: { html_url?: string } | null
}

/**
 * `externalId` ← `id`, which stays in a re-run; `pipelineId` ← `workflow_id`; `triggeredById` ← `triggering_actor`; `attempt` ← `run_attempt`; `name`, `number` ← `run_number`; `status` and
 * `result` ← `status` and `conclusion`, kept as they are in `originalStatus` and `originalResult`; `sha` ← `head_sha`;
 * `ref` ← `head_branch`; `trigger` ← `event`; `url` ← `html_url`; `createdAt`; `startedAt` ← `run_started_at` of the last
 * attempt; `finishedAt` ← `updated_at` once completed, and `durationMs` between the two.
 */
export function pipelineRunRow(run: RestRun, repositoryId: string, people: People, ids: RunIds): PipelineRunRow {
  const externalId = externalIdOf('workflow run', run?.id)
  const known = statusOf('github/run', { status: run.status, result: run.conclusion })
  const startedAt = instantOf(run.run_started_at)
  const finishedAt = known.status === 'DONE' ? instantOf(run.updated_at) : null
  return {
    externalId,
    repositoryId,
    pipelineId: run.workflow_id ? ids.idOf(pipelineTable, externalIdOf('workflow', run.workflow_id)) : null,
    triggeredById: people.idOf(restAccount(run.triggering_actor ?? run.actor)),
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

/**
 * `externalId` ← the run's and `head_sha`, without the repository, which may be renamed; `sha` ← `head_sha`; `ref` ← `head_branch`; `remoteKey` ←
 * `head_repository`, which is a fork for its pull requests. GitHub builds one commit, so it is the primary one.
 */
export function pipelineRunCommitRow(run: RestRun, { idOf }: RunIds): PipelineRunCommitRow {
  const externalId = externalIdOf('workflow run', run?.id)
  const sha = requiredText('commit of a workflow run', run.head_sha)
  return {
    externalId: `${externalId}:${sha}`,
    pipelineRunId: idOf(pipelineRunTable, externalId),
    sha,
    ref: run.head_branch,
    remoteKey: githubRemoteKey(run.head_repository?.html_url),
    isPrimary: true,
  }
}

/** Makes the ids that rows refer to. */
export type RunIds = Pick<ExecutionContext, 'idOf'>

/** A list of runs. */
export interface RunList {
  total_count: number
  workflow_runs: RestRun[]
}
