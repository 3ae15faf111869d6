import { changesOf, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { pipelineTable } from '@data-import/model'
import type { Answer } from '../client/github.js'
import { listIn } from '../client/list-in.js'
import { actions } from '../permission.js'
import type { GithubResource } from '../resource.js'
import { wholeHistoryDays } from '../walk/import-windows.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { readResourceState } from '../walk/resource-state.js'
import { walkScript } from '../walk/walk-script.js'
import { pipelineRow, type RestWorkflow, type WorkflowList } from './pipeline-row.js'

/** Null before the first page. */
interface PipelinePosition {
  next: string | null
  etag: string | null
  /** Ids that were met so far. */
  met: string[]
}

/** What a completed walk leaves: the tag of a list that had one page only. */
interface PipelineState {
  etag: string | null
  /** Whether the repository had any run, for then it has workflows, with or without a file of its own. */
  hasRuns: boolean
}

type PipelineWalk = RepositoryWalk<PipelinePosition, PipelineState>

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
  script: walkScript<PipelinePosition, PipelineState>(
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
  const { context, github, repository, state } = walk
  const isResumed = walk.position !== null
  const first = `${repository.path}/actions/workflows?per_page=100`
  let position: PipelinePosition = walk.position ?? {
    next: (await mayHaveAny(walk)) ? first : null,
    etag: null,
    met: [],
  }
  const hasRuns = position.next !== null || position.met.length > 0
  let total = 0
  while (position.next !== null) {
    const etag = isResumed || position.met.length > 0 ? null : state?.own?.etag
    const answer: Answer<WorkflowList> = await github.get<WorkflowList>(position.next, etag)
    if (!answer.isModified) return walk.end({ own: { etag: state?.own?.etag ?? null, hasRuns } })
    total = answer.body.total_count
    const rows = listIn<RestWorkflow>(answer.body, position.next, 'workflows').map((one) =>
      pipelineRow(one, repository),
    )
    position = {
      next: answer.next,
      etag: position.met.length === 0 && answer.next === null ? answer.etag : null,
      met: [...position.met, ...rows.map(({ externalId }) => externalId)],
    }
    await walk.checkpoint([rowsOf(pipelineTable, rows)], position)
  }
  const met = new Set(position.met)
  const own = { etag: position.etag, hasRuns }
  // Without the list, or with fewer than it counts, none is missing.
  if (!hasRuns || met.size < total || context.isBackfill) return walk.end({ own })
  const where = { repositoryId: repository.id, removedAt: null }
  const stored = await context.stored(pipelineTable, ['externalId'], { where })
  const gone = stored.filter(({ externalId }) => !met.has(externalId))
  const changes = gone.map(({ externalId }) => ({ externalId, removedAt: context.endDate }))
  return walk.end({ rows: [changesOf(pipelineTable, changes)], own })
}

/** By its files, or by the workflows that its runs have left. */
async function mayHaveAny({ context, repository, state }: PipelineWalk): Promise<boolean> {
  if (repository.hasWorkflows || state?.own?.hasRuns) return true
  return (await context.count(pipelineTable, { where: { repositoryId: repository.id } })) > 0
}
