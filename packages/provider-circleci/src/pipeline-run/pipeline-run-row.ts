import type { ExecutionContext } from '@data-import/core/provider'
import {
  type ContributorRow,
  contributorTable,
  type PipelineRunCommitRow,
  type PipelineRunRow,
  pipelineRunTable,
  pipelineTable,
  statusOf,
} from '@data-import/model'
import { durationOf, idOfRecord, instantOf, numberOf, textOf } from '../record/read.js'
import type { Project } from '../walk/projects.js'
import type { WorkflowBody } from './pipeline-body.js'
import type { PipelineFacts } from './pipeline-facts.js'

type RunIds = Pick<ExecutionContext, 'idOf'>

/**
 * A workflow: `externalId` ← `id`; `pipelineId` ← the project; `triggeredById` ← `started_by`, else the pipeline's
 * `trigger.actor.login`; `name`; `number` ← `pipeline_number`; `attempt` ← `auto_rerun_number`, which is absent at the first; `status` and
 * `result` ← `status`; `sha`, `ref`, `trigger` ← the pipeline; `createdAt`; `finishedAt` ← `stopped_at` once it has ended, and
 * `durationMs` between the two. CircleCI has no time at which a workflow began, nor one of its last change: that is its end.
 *
 * @param facts of its pipeline; undefined leaves what the row has of them
 */
export function pipelineRunRow(
  workflow: WorkflowBody,
  facts: PipelineFacts | undefined,
  project: Pick<Project, 'key' | 'slug'>,
  { idOf, appUrl }: RunIds & { appUrl: string | null },
): PipelineRunRow {
  const externalId = idOfRecord('workflow', workflow.id)
  const known = statusOf('circleci/workflow', { status: textOf(workflow.status) })
  const createdAt = instantOf(workflow.created_at)
  const stoppedAt = instantOf(workflow.stopped_at)
  // A word that isn't known may be an end; what waits or runs has none, whatever else is said.
  const finishedAt = known.status === 'DONE' || known.status === null ? stoppedAt : null
  const number = numberOf(workflow.pipeline_number) ?? facts?.number ?? null
  const rerun = numberOf(workflow.auto_rerun_number)
  const personId = textOf(workflow.started_by) ?? facts?.actor
  return {
    externalId,
    pipelineId: idOf(pipelineTable, project.key),
    ...(personId !== undefined && { triggeredById: personId === null ? null : idOf(contributorTable, personId) }),
    name: textOf(workflow.name),
    number,
    ...(rerun !== null && { attempt: rerun + 1 }),
    status: known.status,
    originalStatus: known.originalStatus,
    result: known.result,
    originalResult: known.originalResult,
    ...(facts && { sha: facts.sha, ref: facts.ref, trigger: facts.trigger }),
    ...(appUrl !== null &&
      number !== null && { url: `${appUrl}/pipelines/${project.slug}/${number}/workflows/${externalId}` }),
    createdAt,
    finishedAt,
    durationMs: durationOf(createdAt, finishedAt),
    sourceUpdatedAt: known.status === 'DONE' ? (finishedAt ?? createdAt) : null,
  }
}

/**
 * The commit that a workflow was run on: `sha` ← the pipeline's `vcs.revision`; `remoteKey` ← `vcs.origin_repository_url`, which is a fork
 * for its pull requests. None where the pipeline doesn't say.
 */
export function pipelineRunCommitRow(
  externalId: string,
  { sha, ref, commitKey }: PipelineFacts,
  { idOf }: RunIds,
): PipelineRunCommitRow | undefined {
  if (sha === null) return undefined
  return {
    externalId: `${externalId}:${sha}`,
    pipelineRunId: idOf(pipelineRunTable, externalId),
    sha,
    ref,
    remoteKey: commitKey,
    isPrimary: true,
  }
}

/**
 * Who started workflows: `externalId` ← `started_by`, else `trigger.actor.login`; `login` ← the latter. The login belongs to who started
 * the pipeline's first workflow: one that comes later, if only by a minute, may be a rerun by somebody else.
 */
export function contributorRows(
  workflows: readonly WorkflowBody[],
  facts: PipelineFacts | undefined,
): ContributorRow[] {
  const actor = facts?.actor ?? null
  const first = actor === null ? null : firstStarter(workflows, facts?.createdAt ?? null)
  return workflows.flatMap((workflow) => {
    const id = textOf(workflow.started_by)
    if (id === null) return actor === null ? [] : [{ externalId: actor, login: actor }]
    return id === first && actor !== null ? [{ externalId: id, login: actor }] : [{ externalId: id }]
  })
}

/** A pipeline's own workflows begin that soon. */
const soonMs = 10 * 60_000

/** Null where it can't be told who was first: of workflows of one instant, or where the first of all are no longer there. */
function firstStarter(workflows: readonly WorkflowBody[], createdAt: Date | null): string | null {
  const started = workflows.map(({ started_by, created_at }) => ({
    by: textOf(started_by),
    atMs: instantOf(created_at)?.getTime() ?? Number.NEGATIVE_INFINITY,
  }))
  const firstMs = Math.min(...started.map(({ atMs }) => atMs))
  const people = (isOne: (atMs: number) => boolean) =>
    new Set(started.filter(({ atMs }) => isOne(atMs)).map(({ by }) => by))
  const isUndated = firstMs === Number.NEGATIVE_INFINITY
  const [first = null, other] = people((atMs) => isUndated || atMs === firstMs)
  const isSoon = isUndated || (createdAt !== null && firstMs <= createdAt.getTime() + soonMs)
  return other === undefined && isSoon ? first : null
}
