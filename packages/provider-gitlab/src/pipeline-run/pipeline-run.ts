import { rowsOf, type WalkEnd } from '@data-import/core/provider'
import { pipelineRunCommitTable, pipelineRunTable, pipelineTable } from '@data-import/model'
import { unlessGone } from '../client/unless-gone.js'
import { createPeople } from '../people/people.js'
import { pipelineRow } from '../pipeline/pipeline.js'
import { externalIdOf, instantOf } from '../record/values.js'
import { projectScript } from '../walk/each-project.js'
import { pipelineDays } from '../walk/import-windows.js'
import { newestChanges } from '../walk/newest-changes.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { type GitlabPipeline, pipelineRunCommitRow, pipelineRunRow } from './pipeline-run-row.js'

/** The two lists: a pipeline that another one started is in the second alone. */
const lists = ['own', 'children'] as const

interface RunPosition {
  list: (typeof lists)[number]
  /** Null at the end of that list. */
  next: string | null
}

interface RunState {
  /** Pipelines that have not ended and have no time of change, by which a list would show when they do. */
  timeless: number
}

type RunWalk = ProjectWalk<RunPosition, RunState>

/**
 * Imports pipelines, last changed first, so that one that ends or runs again comes again. What the list lacks (who, when it ran, how
 * long) is asked for each one that has changed.
 */
export const pipelineRun = projectScript<RunPosition, RunState>({
  resource: 'pipeline-run',
  dependsOn: ['repository'],
  importWindowDays: pipelineDays,
  markOf: ({ pipelines }) => pipelines,
  hasUnfinished: ({ timeless }) => timeless > 0,
  walk: importRuns,
})

async function importRuns(walk: RunWalk): Promise<WalkEnd> {
  const start = walk.position ? lists.indexOf(walk.position.list) : 0
  for (const list of lists.slice(start)) {
    const position = walk.position?.list === list ? walk.position : null
    if (position && position.next === null) continue
    await importList(walk, list, position?.next ?? null)
  }
  if (walk.context.isBackfill) return {}
  return walk.end({ own: { timeless: await readTimeless(walk) } })
}

async function importList(walk: RunWalk, list: RunPosition['list'], from: string | null): Promise<void> {
  const query = { order_by: 'updated_at', sort: 'desc', ...(list === 'children' && { source: 'parent_pipeline' }) }
  const pages = newestChanges<GitlabPipeline>(walk, {
    ...{ path: '/pipelines', query, since: walk.since, from },
    timeOf: (item) => item?.updated_at,
  })
  for await (const { items, next } of pages) {
    await saveRuns(walk, await changedAmong(walk, items), { list, next })
  }
}

/** Those that aren't stored as the list has them. */
async function changedAmong({ context }: RunWalk, items: readonly GitlabPipeline[]): Promise<GitlabPipeline[]> {
  const ids = items.map((item) => externalIdOf('pipeline', item?.id))
  if (ids.length === 0) return []
  const stored = await context.stored(pipelineRunTable, ['externalId', 'originalStatus', 'sourceUpdatedAt'], {
    where: { externalId: { in: ids } },
  })
  const known = new Map(stored.map((row) => [row.externalId, row]))
  return items.filter((item, index) => {
    const row = known.get(ids[index] ?? '')
    if (!row) return true
    const updatedAt = instantOf(item.updated_at)?.getTime()
    return row.sourceUpdatedAt?.getTime() !== updatedAt || row.originalStatus !== item.status
  })
}

/** Asks for each pipeline whole. One that was deleted since it was listed is left out. */
async function saveRuns(walk: RunWalk, items: readonly GitlabPipeline[], position: RunPosition): Promise<void> {
  const { context, gitlab, project } = walk
  const people = createPeople(context)
  const whole = await Promise.all(
    items.map(async (item) => {
      const path = `${project.path}/pipelines/${externalIdOf('pipeline', item.id)}`
      const answer = await unlessGone(() => gitlab.rest.get<GitlabPipeline>(path, { absentOn: [404], isOfPart: true }))
      return answer ? [{ ...item, ...answer.body }] : []
    }),
  )
  const pipelines = whole.flat()
  const pipelineId = context.idOf(pipelineTable, project.key)
  const rows = pipelines.map((one) => pipelineRunRow(one, project, pipelineId, people))
  const commits = pipelines.flatMap(
    (one, index) =>
      pipelineRunCommitRow(one, context.idOf(pipelineRunTable, rows[index]?.externalId ?? ''), project) ?? [],
  )
  // Runs refer to their pipeline, whose own script may come later.
  const pipeline = rowsOf(pipelineTable, rows.length > 0 ? [pipelineRow(project)] : [])
  const writes = [rowsOf(pipelineRunTable, rows), rowsOf(pipelineRunCommitTable, commits)]
  await walk.checkpoint([people.rows(), { ...pipeline, isAlongside: true }, ...writes], position)
  people.saved()
}

/** Reads again what no list shows when it ends; returns how many are left. */
async function readTimeless(walk: RunWalk): Promise<number> {
  const { context, project } = walk
  const where = {
    repositoryId: project.id,
    sourceUpdatedAt: null,
    status: { in: ['QUEUED', 'RUNNING', 'WAITING'] },
  }
  const open = await context.stored(pipelineRunTable, ['externalId'], { where, limit: 500 })
  if (open.length > 0) {
    await saveRuns(
      walk,
      open.map(({ externalId }) => ({ id: externalId })),
      { list: 'children', next: null },
    )
  }
  return open.length === 0 ? 0 : context.count(pipelineRunTable, { where })
}
