import { replaceChildren, type WalkEnd } from '@data-import/core/provider'
import { jobTable } from '@data-import/model'
import { lookedAt } from '../pipeline-run/looked-at.js'
import { objectOf, readRunState } from '../pipeline-run/run-state.js'
import type { CircleciResource } from '../resource.js'
import { eachProject, type ProjectWalk } from '../walk/each-project.js'
import { type JobBody, jobRow } from './job-row.js'
import { readJobCursor, readJobState } from './job-state.js'
import { areWhole, storedJobs } from './stored-jobs.js'
import { type StoredRun, storedRuns } from './stored-runs.js'

/**
 * Imports the jobs of workflows. Those of an ended workflow are read once after its end. A rerun may be found days
 * after it ended, so stored workflows that ended since then are gone through, which asks CircleCI for nothing.
 */
export const job: CircleciResource = {
  name: 'job',
  dependsOn: ['pipeline-run'],
  run: (context, open) =>
    eachProject(context, open(context), {
      resource: 'job',
      after: 'pipeline-run',
      isUnchanged: ({ state }, upstream) => {
        const { changedAt } = readRunState(upstream)
        return state !== null && readJobState(state).upstream === changedAt
      },
      walk: walkJobs,
    }),
}

const dayMs = 86_400_000

/** Since when ended workflows may be new to who has read those of before; null: all, as where the import begins earlier now. */
export function endedSince({ context, circleci, partition, upstream }: ProjectWalk): Date | null {
  const { since } = objectOf(partition.state)
  if (context.isBackfill || partition.state === null || objectOf(upstream).since !== since) return null
  return new Date(partition.startDate.getTime() - (circleci.settings.rerunDays + 1) * dayMs)
}

async function walkJobs(walk: ProjectWalk): Promise<WalkEnd> {
  const { context, circleci, project, partition, upstream } = walk
  const state = readJobState(context.isBackfill ? null : partition.state)
  const { isChanged: wasChanged, ...from } = readJobCursor(partition.cursor)
  let isChanged = wasChanged
  const seen = lookedAt(context).get(project.key)
  const empty: string[] = []
  const gone: string[] = []
  const created = context.isBackfill ? { from: partition.startDate, until: partition.endDate } : undefined
  const query = { projectKey: project.key, endedSince: endedSince(walk), created, from }

  const mayHaveChanged = (run: StoredRun) => {
    if (run.status === 'DONE') return context.isBackfill || !state.empty.has(run.externalId)
    // What waits changes when its workflow does, and that was looked at in this pass, or was not.
    return run.status !== 'WAITING' || seen === undefined || seen.has(run.externalId)
  }

  for await (const { runs, next } of storedRuns(context, query)) {
    const known = await storedJobs(context, runs)
    const wanted = runs.filter((run) => {
      const jobs = known.get(run.id) ?? []
      if (run.status === 'WAITING' && jobs.length === 0) return true
      return mayHaveChanged(run) && (context.isBackfill || !areWhole(run, jobs))
    })
    if (wanted.length === 0) continue
    const read = await Promise.all(
      wanted.map(async (run) => {
        const path = `/workflow/${encodeURIComponent(run.externalId)}/job`
        return { run, jobs: await circleci.lists.allOrGone<JobBody>(path) }
      }),
    )
    if (read.some(({ jobs }) => jobs === null)) await walk.prove()
    const present = read.flatMap(({ run, jobs }) => (jobs !== null && jobs.length > 0 ? [{ run, jobs }] : []))
    for (const { run, jobs } of read) {
      if (jobs === null) gone.push(run.externalId)
      if (run.status !== 'DONE') isChanged = true
      else if (jobs === null || jobs.length === 0) empty.push(run.externalId)
    }
    const rows = present.flatMap(({ run, jobs }) => jobs.map((one) => jobRow(one, run)))
    const parents = present.map(({ run }) => run.id)
    const saved = await partition.checkpoint({
      rows: parents.length === 0 ? [] : [replaceChildren(jobTable, 'pipelineRunId', parents, rows)],
      cursor: { ...next, isChanged: isChanged || present.length > 0 },
    })
    isChanged ||= saved.inserted + saved.updated + saved.deleted > 0
  }
  return {
    state: {
      upstream: readRunState(upstream).changedAt,
      since: readRunState(upstream).since,
      empty: [...new Set([...empty, ...state.empty])].slice(0, mostEmpty),
      changedAt: isChanged ? partition.endDate.toISOString() : state.changedAt,
    },
    ...(gone.length > 0 && { note: `CircleCI keeps no jobs any more of ${gone.length} of its workflows (404).` }),
  }
}

/** Those beyond are too old to be gone through. */
const mostEmpty = 5_000
