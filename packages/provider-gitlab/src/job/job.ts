import { changesOf, type RowWrite, replaceChildren, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { type JobRow, jobTable, pipelineRunTable } from '@data-import/model'
import { listPages, wholeList } from '../client/pages.js'
import { unlessGone } from '../client/unless-gone.js'
import { idOrNull, instantOf, textOf } from '../record/values.js'
import { projectScript } from '../walk/each-project.js'
import { pipelineDays } from '../walk/import-windows.js'
import type { ProjectWalk } from '../walk/project-walk.js'
import { changedRuns, isChangedSince, type StoredRun } from '../walk/stored-runs.js'
import { type GitlabJob, jobRow, jobRows } from './job-row.js'

interface JobPosition {
  /** The run before, by `externalId`; null before the first. */
  afterRun: string | null
}

interface JobState {
  /** Runs that have not ended, whose jobs change without them. */
  open: number
}

type JobWalk = ProjectWalk<JobPosition, JobState>

/**
 * Imports the jobs of pipelines that have changed: builds, retried ones too, and the bridges that start other pipelines. Bridges tell
 * which pipeline started which.
 */
export const job = projectScript<JobPosition, JobState>({
  resource: 'job',
  dependsOn: ['pipeline-run'],
  importWindowDays: pipelineDays,
  after: ['pipeline-run'],
  markOf: ({ pipelines }) => pipelines,
  hasUnfinished: ({ open }) => open > 0,
  walk: importJobs,
})

/** From so many runs on, the project's own list costs less: it has a hundred jobs in a request. */
const fewRuns = 5
/** Pipelines wait for somebody for years; what changes in one that is so old changes the pipeline too. */
const openMs = 30 * 86_400_000

async function importJobs(walk: JobWalk): Promise<WalkEnd> {
  const { context, project, until, state } = walk
  const since = until ? walk.since : state ? walk.since : null
  const all = await changedRuns(context, { repositoryId: project.id, changedSince: since, until })
  const isOpen = ({ status, createdAt }: StoredRun) =>
    status !== 'DONE' && (createdAt?.getTime() ?? 0) > context.endDate.getTime() - openMs
  const isChanged = (run: StoredRun) => since === null || until !== null || isOpen(run) || isChangedSince(run, since)
  const runs = all.filter(isChanged)
  const withParents = [...runs, ...(await possibleParents(walk, runs))]
  const afterRun = walk.position?.afterRun ?? null
  const left = withParents.filter(({ externalId }) => afterRun === null || externalId > afterRun)
  const builds = afterRun === null && left.length > fewRuns ? await importProjectJobs(walk, left) : new Set<string>()
  for (const run of left) await importRun(walk, run, builds.has(run.externalId))
  return context.isBackfill ? {} : walk.end({ own: { open: runs.filter(isOpen).length } })
}

/** A pipeline that starts another one in its last moment doesn't change by that: its bridges are looked at once more. */
async function possibleParents({ context, project }: JobWalk, runs: readonly StoredRun[]): Promise<StoredRun[]> {
  const orphans = runs.filter(({ trigger, parentRunId }) => trigger === 'parent_pipeline' && parentRunId === null)
  const shas = [...new Set(orphans.flatMap(({ sha }) => sha ?? []))]
  if (shas.length === 0) return []
  const known = new Set(runs.map(({ externalId }) => externalId))
  const where = { repositoryId: project.id, sha: { in: shas } }
  const fields = ['externalId', 'status', 'sha', 'trigger', 'parentRunId', 'createdAt', 'sourceUpdatedAt'] as const
  const found = await context.stored(pipelineRunTable, fields, { where, limit: 200 })
  return found.filter(({ externalId }) => !known.has(externalId))
}

/**
 * Reads the builds of many runs from the project's list, newest first, down to the oldest of them.
 * @returns the runs whose builds are stored by that
 */
async function importProjectJobs(walk: JobWalk, runs: readonly StoredRun[]): Promise<ReadonlySet<string>> {
  const { context, gitlab, project } = walk
  const wanted = new Map(runs.map((run) => [run.externalId, context.idOf(pipelineRunTable, run.externalId)]))
  const oldest = Math.min(...runs.map(({ createdAt }) => createdAt?.getTime() ?? 0))
  const names = new Map<string, Set<string>>()
  const query = { pagination: 'keyset', order_by: 'id', sort: 'desc' }
  for await (const { items } of listPages<GitlabJob>(gitlab, `${project.path}/jobs`, {
    query,
    absentOn: [404, 405],
    isOfPart: false,
  })) {
    const rows: JobRow[] = []
    let isPast = items.length > 0
    for (const item of items) {
      if ((instantOf(item?.created_at)?.getTime() ?? oldest) >= oldest) isPast = false
      const run = idOrNull(item?.pipeline?.id)
      const pipelineRunId = run === null ? undefined : wanted.get(run)
      if (run === null || pipelineRunId === undefined) continue
      const seen = names.get(run) ?? new Set()
      names.set(run, seen)
      const name = textOf(item.name) ?? ''
      rows.push(jobRow(item, { pipelineRunId, kind: 'build', isRetried: name !== '' && seen.has(name) }))
      seen.add(name)
    }
    await walk.checkpoint([rowsOf(jobTable, rows)], { afterRun: null })
    if (isPast) break
  }
  return new Set(names.keys())
}

/** @param hasBuilds whether its builds are stored, so that only its bridges are asked for */
async function importRun(walk: JobWalk, { externalId }: StoredRun, hasBuilds: boolean): Promise<void> {
  const { context, gitlab, project } = walk
  const path = `${project.path}/pipelines/${externalId}`
  const pipelineRunId = context.idOf(pipelineRunTable, externalId)
  // Pipelines can be deleted. Then their rows stay as they are.
  const options = { absentOn: [404], isOfPart: true }
  const bridges = await unlessGone(() => wholeList<GitlabJob>(gitlab, `${path}/bridges`, options))
  const bridgeRows = jobRows(bridges ?? [], { pipelineRunId, kind: 'bridge' })
  const writes: RowWrite[] = []
  if (hasBuilds) {
    writes.push(rowsOf(jobTable, bridgeRows))
  } else {
    const withRetried = { ...options, query: { include_retried: true } }
    const builds = await unlessGone(() => wholeList<GitlabJob>(gitlab, `${path}/jobs`, withRetried))
    const rows = [...jobRows(builds ?? [], { pipelineRunId, kind: 'build' }), ...bridgeRows]
    if (builds && bridges) writes.push(replaceChildren(jobTable, 'pipelineRunId', [pipelineRunId], rows))
    else writes.push(rowsOf(jobTable, rows))
  }
  const children = (bridges ?? []).flatMap(({ downstream_pipeline }) => idOrNull(downstream_pipeline?.id) ?? [])
  const parents = children.map((child) => ({ externalId: child, parentRunId: pipelineRunId }))
  if (parents.length > 0) writes.push({ ...changesOf(pipelineRunTable, parents), isAlongside: true })
  await walk.checkpoint(writes, { afterRun: externalId })
}
