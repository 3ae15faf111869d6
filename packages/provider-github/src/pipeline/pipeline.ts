import type { WalkEnd } from '@data-import/core/provider'
import { pipelineTable } from '@data-import/model'
import { actions } from '../permission.js'
import type { GithubResource } from '../resource.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { readResourceState } from '../walk/resource-state.js'
import { walkScript } from '../walk/walk-script.js'
import { type WholeListPosition, type WholeListState, wholeList } from '../walk/whole-list.js'
import { pipelineRow, type RestWorkflow } from './pipeline-row.js'

/** What a completed walk leaves. */
interface PipelineState extends WholeListState {
  /** Whether the repository had any run, for then it has workflows, with or without a file of its own. */
  hasRuns: boolean
}

type PipelineWalk = RepositoryWalk<WholeListPosition, PipelineState>

/**
 * Imports the workflows of repositories that have workflow files or runs. They come after the runs, which bring what they
 * refer to themselves: then repositories without either are not asked.
 */
export const pipeline: GithubResource = {
  name: 'pipeline',
  within: 'repository',
  tables: [pipelineTable],
  permission: actions,
  withoutToken: 0,
  cost: { requestsOfRuns: (runs) => (runs > 0 ? 1 : 0) },
  script: walkScript<WholeListPosition, PipelineState>(
    { resource: 'pipeline', dependsOn: ['pipeline-run'], importWindowDays: wholeHistoryDays },
    () => ({
      after: ['pipeline-run'],
      // Files change with the branch; other workflows, such as those of Dependabot, come with their runs.
      markOf: ({ repository, upstreamState }) => {
        const runs = readResourceState<{ readAt: string }>(upstreamState('pipeline-run'))?.own
        return `${repository.head ?? ''} ${runs?.readAt ?? ''}`
      },
      walk: importPipelines,
    }),
  ),
}

async function importPipelines(walk: PipelineWalk): Promise<WalkEnd> {
  const { repository } = walk
  if (walk.position === null && !(await mayHaveAny(walk))) return walk.end({ own: { etag: null, hasRuns: false } })
  const { rows, own } = await wholeList(walk, {
    table: pipelineTable,
    path: '/actions/workflows',
    field: 'workflows',
    rowsOf: (items: readonly RestWorkflow[]) => items.map((one) => pipelineRow(one, repository)),
  })
  return walk.end({ rows, own: { ...own, hasRuns: true } })
}

/** By its files, or by the workflows that its runs have left. */
async function mayHaveAny({ context, repository, state }: PipelineWalk): Promise<boolean> {
  if (repository.hasWorkflows || state?.own?.hasRuns) return true
  return (await context.count(pipelineTable, { where: { repositoryId: repository.id } })) > 0
}
