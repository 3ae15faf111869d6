import { rowsOf, type WalkEnd } from '@data-import/core/provider'
import { type JobRow, jobTable } from '@data-import/model'
import { actions } from '../permission.js'
import { checkSuitesOf } from '../pipeline-run/check-suites.js'
import { createRunGone } from '../pipeline-run/run-gone.js'
import type { RunState } from '../pipeline-run/run-walk.js'
import type { GithubResource } from '../resource.js'
import { askedAhead, partsOf } from '../walk/asked-ahead.js'
import { hasEnded } from '../walk/has-ended.js'
import { runDays } from '../walk/import-windows.js'
import { readResourceState } from '../walk/resource-state.js'
import { severalAtOnce } from '../walk/several-at-once.js'
import { walkScript } from '../walk/walk-script.js'
import { createSuiteReader, suitesPerQuery } from './ask-suites.js'
import { isChanged, markOf } from './changed-run.js'
import type { JobPosition, JobState, JobWalk } from './job-walk.js'
import { type JobsOfRun, jobsByRest, type RestScope } from './jobs-by-rest.js'
import { jobsBySuite, type SuiteScope } from './jobs-by-suite.js'
import { type RunsQuery, type StoredRun, storedRuns } from './stored-runs.js'
import { createSuitesAhead } from './suites-ahead.js'

const jobsPerCheckpoint = 300
const mostWithoutJobs = 2_000
/** Runs that can still change, by a re-run or by ending. */
const changingMs = 40 * 86_400_000
/** Parts of a repository's runs that are asked for at once, and runs of a part that REST is asked for. */
const partsAtOnce = 3
const runsAtOnce = 8

/**
 * Imports the jobs of all attempts of each workflow run that has changed since its jobs were read, and of those that have
 * not ended: by the check suites of fifty runs at once, and where that isn't certain by REST, a request for a run.
 */
export const job: GithubResource = {
  name: 'job',
  within: 'repository',
  events: ['workflow_run', 'workflow_job'],
  tables: [jobTable],
  permission: actions,
  withoutToken: 0,
  cost: {
    // By REST, if the token may not read checks.
    requestsOfRuns: (runs, end) => (end === 'least' ? 0 : runs),
    queriesOfRuns: (runs) => Math.ceil(runs / suitesPerQuery),
  },
  script: walkScript<JobPosition, JobState>(
    { resource: 'job', dependsOn: ['pipeline-run'], importWindowDays: runDays },
    () => {
      let suites: SuiteScope | null = null
      return {
        after: ['pipeline-run'],
        markOf: ({ upstreamState }) => readResourceState<RunState>(upstreamState('pipeline-run'))?.own?.readAt,
        hasUnfinished: ({ openRuns }) => Object.keys(openRuns).length > 0,
        beforeWalks({ context, github, settings, begun }) {
          if (settings.credentials.kind === 'anonymous' || settings.hasJobDetails) return
          const reader = createSuiteReader(github, context.log)
          suites = { reader, ahead: createSuitesAhead(context, begun, reader) }
        },
        walk: (walk) => importJobs(walk, suites),
      }
    },
  ),
}

async function importJobs(walk: JobWalk, suites: SuiteScope | null): Promise<WalkEnd> {
  const { context, github, repository } = walk
  const start = walk.position ?? { afterRun: null, openRuns: {}, withoutJobs: walk.state?.own?.withoutJobs ?? [] }
  const withoutJobs = new Set(start.withoutJobs)
  const openRuns = { ...start.openRuns }
  const own = (): JobState => ({ openRuns, withoutJobs: [...withoutJobs].slice(-mostWithoutJobs) })
  const rest: RestScope = {
    github,
    repository,
    tagOf: ({ externalId }) => walk.state?.own?.openRuns[externalId] ?? null,
    isGone: createRunGone(github, repository),
  }
  const changed = changedRuns(walk, start.afterRun ?? null, new Set(start.withoutJobs))
  const answers = askedAhead(partsOf(changed, suitesPerQuery), partsAtOnce, (runs) =>
    readJobs(walk, suites, rest, runs),
  )
  let rows: JobRow[] = []
  for await (const part of answers) {
    for (const { run, jobs, etag, isGone } of part) {
      if (isGone) continue
      if (!hasEnded(run)) openRuns[run.externalId] = etag
      else if (jobs !== null && !jobs.some((job) => (job.attempt ?? 0) >= (run.attempt ?? 0)))
        withoutJobs.add(markOf(run))
      rows.push(...(jobs ?? []))
      if (rows.length < jobsPerCheckpoint) continue
      await walk.checkpoint([rowsOf(jobTable, rows)], { afterRun: run.externalId, ...own() })
      rows = []
    }
  }
  checkSuitesOf(context).forget(repository.key)
  return walk.end({ rows: [rowsOf(jobTable, rows)], own: own() })
}

/** In their order: those whose suites tell all, and the others one by one, several at once. */
async function readJobs(
  walk: JobWalk,
  suites: SuiteScope | null,
  rest: RestScope,
  runs: readonly StoredRun[],
): Promise<JobsOfRun[]> {
  const known = suites ? await jobsBySuite(walk, suites, runs) : new Map<string, JobsOfRun>()
  return severalAtOnce(runs, runsAtOnce, async (run) => known.get(run.externalId) ?? jobsByRest(rest, run))
}

async function* changedRuns(
  walk: JobWalk,
  after: string | null,
  withoutJobs: ReadonlySet<string>,
): AsyncGenerator<StoredRun> {
  for await (const run of storedRuns(walk.context, runsToLookAt(walk, after))) {
    if (walk.context.isBackfill || isChanged(run, withoutJobs)) yield run
  }
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
