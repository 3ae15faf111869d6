import type { PipelineRow } from '@data-import/model'
import type { Described } from '../record/described.js'
import { externalIdOf } from '../record/external-id.js'
import { instantOf } from '../record/instant.js'
import { githubRemoteKey } from '../record/remote-key.js'
import { textOf } from '../record/text.js'

/** A workflow: https://docs.github.com/en/rest/actions/workflows#list-repository-workflows */
export type RestWorkflow = Pick<
  Described<'actions', 'listRepoWorkflows'>['workflows'][number],
  'id' | 'name' | 'path' | 'html_url' | 'created_at' | 'updated_at'
>

/** The repository of a pipeline. */
export interface PipelineOwner {
  /** Id of its row. */
  id: string
  fullName: string
}

/**
 * `externalId` ← `id`, which stays when the file is renamed in the workflow's own settings; `name`; `fullName` ← `path`;
 * `url` ← `html_url`; `remoteKey` ← the repository; `createdAt`, `updatedAt`; `removedAt` is null, for it is there.
 */
export function pipelineRow(workflow: RestWorkflow, repository: PipelineOwner): PipelineRow {
  return {
    externalId: externalIdOf('workflow', workflow?.id),
    repositoryId: repository.id,
    name: workflow.name,
    fullName: workflow.path,
    url: workflow.html_url,
    remoteKey: remoteKeyIn(workflow.html_url, repository),
    createdAt: instantOf(workflow.created_at),
    updatedAt: instantOf(workflow.updated_at),
    removedAt: null,
    sourceUpdatedAt: instantOf(workflow.updated_at),
  }
}

/** What a run says of its workflow: `workflow_id`, `name` and `path`, without the branch that GitHub may put behind it. */
export interface WorkflowOfRun {
  id: number
  workflow_id?: number
  name?: string | null
  path?: string
  html_url: string
}

/** As {@link pipelineRow}, from a run: the workflow itself may be gone, or not be listed yet. Null where the run names none. */
export function pipelineRowOfRun(run: WorkflowOfRun, repository: PipelineOwner): PipelineRow | null {
  externalIdOf('workflow run', run?.id)
  if (!run.workflow_id) return null
  return {
    externalId: externalIdOf('workflow', run.workflow_id),
    repositoryId: repository.id,
    name: textOf(run.name),
    fullName: textOf(textOf(run.path)?.split('@')[0]),
    remoteKey: remoteKeyIn(run.html_url, repository),
  }
}

/** The repository's own address, at the origin of an address in it. */
function remoteKeyIn(url: string, { fullName }: PipelineOwner): string | null {
  return URL.canParse(url) ? githubRemoteKey(`${new URL(url).origin}/${fullName}`) : null
}
