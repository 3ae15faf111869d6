import { alongside, changesOf, type RowWrite, rowsOf } from '@data-import/core/provider'
import {
  contributorTable,
  pipelineRunCommitTable,
  pipelineRunTable,
  pipelineTable,
  remoteKeyOf,
} from '@data-import/model'
import type { ProjectWalk } from '../walk/each-project.js'
import type { WorkflowBody } from './pipeline-body.js'
import type { PipelineFacts } from './pipeline-facts.js'
import { contributorRows, pipelineRunCommitRow, pipelineRunRow } from './pipeline-run-row.js'
import type { Standing } from './tracked-pipelines.js'

/** A pipeline with its workflows. */
export interface ReadPipeline {
  workflows: readonly WorkflowBody[]
  /** Undefined where the workflows are stored already, with what their pipeline says. */
  facts: PipelineFacts | undefined
}

/** The rows of pipelines, and how each pipeline stands. */
export function rowsOfPipelines(
  pipelines: readonly ReadPipeline[],
  { context, circleci, project }: Pick<ProjectWalk, 'context' | 'circleci' | 'project'>,
): { rows: RowWrite[]; standings: Standing[]; workflowIds: string[] } {
  const ids = { idOf: context.idOf, appUrl: circleci.settings.appUrl }
  const read = pipelines.map(({ workflows, facts }) => {
    const runs = workflows.map((workflow) => pipelineRunRow(workflow, facts, project, ids))
    const commits = runs.flatMap(({ externalId }) => (facts && pipelineRunCommitRow(externalId, facts, ids)) ?? [])
    return { runs, commits, people: contributorRows(workflows, facts) }
  })
  const runs = read.flatMap((one) => one.runs)
  return {
    rows: [
      alongside(rowsOf(contributorTable, withLogins(read.flatMap(({ people }) => people)))),
      ...repositoryOf(pipelines, project),
      rowsOf(pipelineRunTable, runs),
      alongside(
        rowsOf(
          pipelineRunCommitTable,
          read.flatMap(({ commits }) => commits),
        ),
      ),
    ],
    standings: read.map((one) => standingOf(one.runs.map(({ status }) => status ?? null))),
    workflowIds: runs.map(({ externalId }) => externalId),
  }
}

function standingOf(statuses: readonly (string | null)[]): Standing {
  if (statuses.some((status) => status === 'RUNNING' || status === 'QUEUED')) return 'r'
  return statuses.every((status) => status === 'DONE') ? 'e' : 'w'
}

/** Once a person, with the login where any of the rows has it. */
function withLogins(rows: ReturnType<typeof contributorRows>): ReturnType<typeof contributorRows> {
  const people = new Map<string, (typeof rows)[number]>()
  for (const row of rows) if (row.login !== undefined || !people.has(row.externalId)) people.set(row.externalId, row)
  return [...people.values()]
}

/** Where the project doesn't say which repository it is of, its newest pipeline does. */
function repositoryOf(pipelines: readonly ReadPipeline[], { key, hasRepository }: ProjectWalk['project']): RowWrite[] {
  if (hasRepository) return []
  const url = pipelines.find(({ facts }) => remoteKeyOf(facts?.repositoryUrl) !== null)?.facts?.repositoryUrl
  if (!url) return []
  return [alongside(changesOf(pipelineTable, [{ externalId: key, url, remoteKey: remoteKeyOf(url) }]))]
}
