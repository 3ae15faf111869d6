import { pipelineRunCommitTable, pipelineRunTable } from '@data-import/model'
import { incomplete } from '../client/lists.js'
import { idOfRecord } from '../record/read.js'
import type { ProjectWalk } from '../walk/each-project.js'
import type { PipelineBody, WorkflowBody } from './pipeline-body.js'
import { type PipelineFacts, pipelineFacts } from './pipeline-facts.js'

/**
 * What a pipeline says that is looked at again: undefined where all its workflows are stored with it already. For a rerun, it is that
 * of a workflow that is stored; else the pipeline is asked for.
 */
export async function factsOfOld(
  pipelineId: string,
  workflows: readonly WorkflowBody[],
  { context, circleci }: Pick<ProjectWalk, 'context' | 'circleci'>,
): Promise<PipelineFacts | undefined> {
  const ids = workflows.map(({ id }) => idOfRecord('workflow', id))
  if (ids.length === 0) return undefined
  const fields = ['externalId', 'number', 'sha', 'ref', 'trigger'] as const
  const stored = await context.stored(pipelineRunTable, fields, { where: { externalId: { in: ids } } })
  if (stored.length === new Set(ids).size) return undefined
  const [one] = stored
  if (!one) {
    const { body } = await circleci.source.get<PipelineBody | null>(`/pipeline/${encodeURIComponent(pipelineId)}`)
    if (typeof body !== 'object' || body === null || Array.isArray(body)) throw incomplete('no pipeline')
    return pipelineFacts(body)
  }
  const where = { pipelineRunId: context.idOf(pipelineRunTable, one.externalId) }
  const [commit] = await context.stored(pipelineRunCommitTable, ['remoteKey'], { where })
  const { number, sha, ref, trigger } = one
  return {
    ...{ number, sha, ref, trigger, commitKey: commit?.remoteKey ?? null },
    // Those are of the pipeline's first workflow, which is stored.
    ...{ actor: undefined, createdAt: null, repositoryUrl: null },
  }
}
