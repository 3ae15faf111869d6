import { type DataSourceScript, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { type JobRow, jobTable } from '@data-import/model'
import { statusOf } from '../client/github-error.js'
import type { OpenGithub } from '../client/open-github.js'
import type { GithubDatabase } from '../database.js'
import type { RunState } from '../pipeline-run/pipeline-run.js'
import { eachRepository } from '../walk/each-repository.js'
import { runDays } from '../walk/import-windows.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { readResourceState } from '../walk/resource-state.js'
import { type JobList, jobRow } from './job-row.js'
import { type RunsQuery, type StoredRun, storedRuns } from './stored-runs.js'

/** Where a walk stands. */
interface JobPosition {
  /** Id of the last run whose jobs were saved. */
  after: string | null
  openRuns: number
  withoutJobs: string[]
}

/** What a completed walk leaves. */
interface JobState {
  /** Runs that had not ended, whose jobs change although nothing else does. */
  openRuns: number
  /** `run@instant` of runs that have no job, which would look as if theirs had not been read. */
  withoutJobs: string[]
}

type JobWalk = RepositoryWalk<JobPosition, JobState>

const jobsPerCheckpoint = 100
const mostWithoutJobs = 2_000
/** Runs that can still change, by a re-run or by ending. */
const changingMs = 40 * 86_400_000

/**
 * Imports the jobs of all attempts of each workflow run that has changed since its jobs were read, and of those that have
 * not ended: a request for a run, the most expensive part of GitHub.
 */
export function jobScript(open: OpenGithub): DataSourceScript<GithubDatabase> {
  return {
    dataSourceName: 'GITHUB',
    resource: 'job',
    dependsOn: ['pipeline-run'],
    importWindowDays: runDays,
    run: (context) =>
      eachRepository<JobPosition, JobState>(context, open, {
        resource: 'job',
        after: ['pipeline-run'],
        markOf: ({ upstreamState }) => readResourceState<RunState>(upstreamState('pipeline-run'))?.own?.readAt,
        hasUnfinished: ({ openRuns }) => openRuns > 0,
        walk: importJobs,
      }),
  }
}

async function importJobs(walk: JobWalk): Promise<WalkEnd> {
  const { context } = walk
  const position = walk.position ?? { after: null, openRuns: 0, withoutJobs: walk.state?.own?.withoutJobs ?? [] }
  const withoutJobs = new Set(position.withoutJobs)
  let { openRuns } = position
  let rows: JobRow[] = []
  const save = async (after: string) => {
    const position = { after, openRuns, withoutJobs: [...withoutJobs].slice(-mostWithoutJobs) }
    await walk.checkpoint([rowsOf(jobTable, rows)], position)
    rows = []
  }
  for await (const run of storedRuns(context, runsToLookAt(walk, position.after))) {
    if (run.status !== 'DONE') openRuns++
    if (!context.isBackfill && !isChanged(run, withoutJobs)) continue
    const jobs = await readJobs(walk, run)
    if (jobs.length === 0) withoutJobs.add(markOf(run))
    rows.push(...jobs)
    if (rows.length >= jobsPerCheckpoint) await save(run.id)
  }
  const own = { openRuns, withoutJobs: [...withoutJobs].slice(-mostWithoutJobs) }
  return walk.end({ rows: [rowsOf(jobTable, rows)], own })
}

function runsToLookAt({ context, repository, since, until, state, head }: JobWalk, after: string | null): RunsQuery {
  const isFirst = state === null
  return {
    repositoryId: repository.id,
    changedSince: isFirst ? null : new Date(Date.parse(head.probedAt) - changingMs),
    created: context.isBackfill ? { from: since ?? new Date(0), until: until ?? context.endDate } : null,
    after,
  }
}

function isChanged(run: StoredRun, withoutJobs: ReadonlySet<string>): boolean {
  if (run.status !== 'DONE') return true
  const [newest] = run.jobs
  if (!newest) return !withoutJobs.has(markOf(run))
  return (newest.sourceUpdatedAt?.getTime() ?? 0) < (run.sourceUpdatedAt?.getTime() ?? 0)
}

function markOf({ externalId, sourceUpdatedAt }: StoredRun): string {
  return `${externalId}@${sourceUpdatedAt?.getTime() ?? ''}`
}

async function readJobs({ github, repository }: JobWalk, run: StoredRun): Promise<JobRow[]> {
  const rows: JobRow[] = []
  const path = `${repository.path}/actions/runs/${run.externalId}/jobs?filter=all&per_page=100`
  try {
    for await (const { jobs } of github.pages<JobList>(path)) {
      rows.push(...jobs.map((job) => jobRow(job, run.id, run.status === 'DONE' ? run.sourceUpdatedAt : null)))
    }
  } catch (error) {
    // The run was deleted since.
    if (statusOf(error) !== 404) throw error
  }
  return rows
}
