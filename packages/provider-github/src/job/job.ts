import { rowsOf, type WalkEnd } from '@data-import/core/provider'
import { type JobRow, jobTable } from '@data-import/model'
import type { Answer } from '../client/github.js'
import { listIn } from '../client/list-in.js'
import { actions } from '../permission.js'
import { createRunGone } from '../pipeline-run/run-gone.js'
import type { RunState } from '../pipeline-run/run-walk.js'
import type { GithubResource } from '../resource.js'
import { hasEnded } from '../walk/has-ended.js'
import { runDays } from '../walk/import-windows.js'
import type { RepositoryWalk } from '../walk/repository-walk.js'
import { readResourceState } from '../walk/resource-state.js'
import { walkScript } from '../walk/walk-script.js'
import { type JobList, jobRows, type RestJob } from './job-row.js'
import { type RunsQuery, type StoredRun, storedRuns } from './stored-runs.js'

/** Where a walk stands. */
interface JobPosition extends JobState {
  /** `externalId` of the last run whose jobs were saved. */
  afterRun: string | null
}

/** What a completed walk leaves. */
interface JobState {
  /** Runs that had not ended, whose jobs change although nothing else does, with the tag of their jobs. */
  openRuns: Record<string, string | null>
  /** `run@instant attempt` of runs whose last attempt has no job, which would look as if theirs had not been read. */
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
export const job: GithubResource = {
  name: 'job',
  within: 'repository',
  tables: [jobTable],
  permission: actions,
  withoutToken: 0,
  cost: { requestsOfRuns: (runs) => runs },
  script: walkScript<JobPosition, JobState>(
    { resource: 'job', dependsOn: ['pipeline-run'], importWindowDays: runDays },
    () => ({
      after: ['pipeline-run'],
      markOf: ({ upstreamState }) => readResourceState<RunState>(upstreamState('pipeline-run'))?.own?.readAt,
      hasUnfinished: ({ openRuns }) => Object.keys(openRuns).length > 0,
      walk: importJobs,
    }),
  ),
}

async function importJobs(walk: JobWalk): Promise<WalkEnd> {
  const { context } = walk
  const isRunGone = createRunGone(walk.github, walk.repository)
  const start = walk.position ?? { afterRun: null, openRuns: {}, withoutJobs: walk.state?.own?.withoutJobs ?? [] }
  const withoutJobs = new Set(start.withoutJobs)
  const openRuns = { ...start.openRuns }
  const own = (): JobState => ({ openRuns, withoutJobs: [...withoutJobs].slice(-mostWithoutJobs) })
  let rows: JobRow[] = []
  for await (const run of storedRuns(context, runsToLookAt(walk, start.afterRun ?? null))) {
    if (!context.isBackfill && !isChanged(run, withoutJobs)) continue
    const known = walk.state?.own?.openRuns[run.externalId] ?? null
    const { jobs, etag, isGone } = await readJobs(walk, run, known, isRunGone)
    if (isGone) continue
    if (!hasEnded(run)) openRuns[run.externalId] = etag
    else if (jobs !== null && !jobs.some((job) => (job.attempt ?? 0) >= (run.attempt ?? 0)))
      withoutJobs.add(markOf(run))
    rows.push(...(jobs ?? []))
    if (rows.length < jobsPerCheckpoint) continue
    await walk.checkpoint([rowsOf(jobTable, rows)], { afterRun: run.externalId, ...own() })
    rows = []
  }
  return walk.end({ rows: [rowsOf(jobTable, rows)], own: own() })
}

function runsToLookAt({ context, repository, since, until, state, head }: JobWalk, after: string | null): RunsQuery {
  // Passes may have paused for longer than a run changes: what counts is the walk before.
  const looked = Math.min(Date.parse(head.probedAt), Date.parse(state?.probedAt ?? ''))
  return {
    repositoryId: repository.id,
    changedSince: Number.isNaN(looked) ? null : new Date(looked - changingMs),
    created: context.isBackfill ? { from: since ?? new Date(0), until: until ?? context.endDate } : null,
    after,
  }
}

function isChanged(run: StoredRun, withoutJobs: ReadonlySet<string>): boolean {
  if (!hasEnded(run)) return true
  if (!run.jobs) return !withoutJobs.has(markOf(run))
  // Times are to the second, in which a run may end twice: each attempt has jobs of its own.
  const isOlder = run.jobs.newest < (run.sourceUpdatedAt?.getTime() ?? 0) || run.jobs.lastAttempt < (run.attempt ?? 0)
  return isOlder && !withoutJobs.has(markOf(run))
}

function markOf({ externalId, attempt, sourceUpdatedAt }: StoredRun): string {
  return `${externalId}@${sourceUpdatedAt?.getTime() ?? ''} ${attempt ?? ''}`
}

/** Null jobs: as they were, which is free to know. Only one page has a tag that tells it. */
async function readJobs(
  { github, repository }: JobWalk,
  run: StoredRun,
  known: string | null,
  isGone: (error: unknown, run: string) => Promise<boolean>,
): Promise<{ jobs: JobRow[] | null; etag: string | null; isGone?: true }> {
  const jobs: RestJob[] = []
  let etag: string | null = null
  const first = `${repository.path}/actions/runs/${run.externalId}/jobs?filter=all&per_page=100`
  try {
    for (let url: string | null = first; url !== null; ) {
      const isFirst: boolean = url === first
      const answer: Answer<JobList> = await github.get<JobList>(url, isFirst ? known : null)
      if (!answer.isModified) return { jobs: null, etag: known }
      jobs.push(...listIn<RestJob>(answer.body, url, 'jobs'))
      etag = isFirst && answer.next === null ? answer.etag : null
      url = answer.next
    }
  } catch (error) {
    // Runs can be deleted.
    if (!(await isGone(error, run.externalId))) throw error
    return { jobs: [], etag: null, isGone: true }
  }
  // Without its own time while the run lasts: whatever it ends with is newer.
  return { jobs: jobRows(jobs, run.id, hasEnded(run) ? run.sourceUpdatedAt : null), etag }
}
