import { type Json, rowsOf, type WalkEnd } from '@data-import/core/provider'
import { jobTable, testSummaryTable } from '@data-import/model'
import { projectPath } from '../client/open-circleci.js'
import { endedSince } from '../job/job.js'
import { readJobCursor, readJobState } from '../job/job-state.js'
import { type StoredJob, storedJobs } from '../job/stored-jobs.js'
import { type StoredRun, storedRuns } from '../job/stored-runs.js'
import { objectOf } from '../pipeline-run/run-state.js'
import type { CircleciResource } from '../resource.js'
import { eachProject, type ProjectWalk } from '../walk/each-project.js'
import { createReadNumbers } from './read-numbers.js'
import { countTests, type TestBody, type TestCounts, testSummaryRow } from './test-summary-row.js'

/** Imports how many tests each ended job had, and how they ended: a request a job, once. */
export const testSummary: CircleciResource = {
  name: 'test-summary',
  dependsOn: ['job'],
  run: (context, open) =>
    eachProject(context, open(context), {
      resource: 'test-summary',
      after: 'job',
      isUnchanged: ({ state }, upstream) => {
        const { changedAt } = readJobState(upstream)
        return state !== null && objectOf(state).upstream === changedAt
      },
      walk: walkTests,
    }),
}

/** Results may be processed for a while after the job has ended. */
const processedMs = 5 * 60_000
/** Jobs that have never begun. */
const withoutTests: ReadonlySet<string> = new Set(['not_run', 'unauthorized', 'blocked', 'queued', 'not_running'])
const mostReused = 5_000

async function walkTests(walk: ProjectWalk): Promise<WalkEnd> {
  const { context, circleci, project, partition, upstream } = walk
  const { isBackfill } = context
  const state = objectOf(isBackfill ? null : partition.state)
  const cursor = objectOf(partition.cursor)
  const read = createReadNumbers(state.read ?? null, cursor.read ?? null)
  const reused = new Set(textsOf(state.reused).concat(textsOf(cursor.reused)))
  const counted = new Map<number, TestCounts | null>()
  let gone = 0
  let isEarly = cursor.isEarly === true
  const created = isBackfill ? { from: partition.startDate, until: partition.endDate } : undefined
  const query = {
    projectKey: project.key,
    endedSince: endedSince(walk),
    created,
    from: readJobCursor(partition.cursor),
  }

  async function countOf(number: number): Promise<TestCounts | null> {
    const tests = await circleci.lists.allOrGone<TestBody>(`${projectPath(project.slug)}/${number}/tests`)
    if (tests === null) gone += 1
    return tests === null || tests.length === 0 ? null : countTests(tests)
  }

  const isWanted = (run: StoredRun, { kind, number, status, originalStatus, startedAt }: StoredJob) => {
    if (number === null || kind === 'approval' || status !== 'DONE') return false
    if (withoutTests.has(originalStatus?.toLowerCase() ?? '')) return false
    return isBackfill || !read.has(number) || (isKept(run, startedAt) && !reused.has(run.externalId))
  }

  for await (const { runs, next } of storedRuns(context, query)) {
    const known = await storedJobs(context, runs)
    const jobs = runs.flatMap((run) => (known.get(run.id) ?? []).filter((job) => isWanted(run, job)))
    const numbers = [...new Set(jobs.map(({ number }) => number ?? 0))].filter((number) => !counted.has(number))
    const goneBefore = gone
    await Promise.all(numbers.map(async (number) => counted.set(number, await countOf(number))))
    if (gone > goneBefore) await walk.prove()
    const rows = jobs.flatMap((job) => {
      const counts = counted.get(job.number ?? 0)
      return counts ? [testSummaryRow(counts, { ...job, id: context.idOf(jobTable, job.externalId) })] : []
    })
    for (const { number, finishedAt } of jobs) {
      const hasSettled = (finishedAt?.getTime() ?? 0) < partition.endDate.getTime() - processedMs
      if (counted.get(number ?? 0) || hasSettled) read.add(number ?? 0)
      else isEarly = true
    }
    for (const run of runs) {
      if ((known.get(run.id) ?? []).some(({ startedAt }) => isKept(run, startedAt))) reused.add(run.externalId)
    }
    if (jobs.length === 0) continue
    await partition.checkpoint({
      rows: [rowsOf(testSummaryTable, rows)],
      cursor: { ...next, read: read.ranges(), reused: [...reused].slice(-mostReused), isEarly },
    })
  }
  return {
    state: {
      // Where results may still be processed, the next pass looks again.
      upstream: isEarly ? null : readJobState(upstream).changedAt,
      since: objectOf(upstream).since ?? null,
      read: read.ranges(),
      reused: [...reused].slice(-mostReused),
    },
    ...(gone > 0 && { note: `CircleCI keeps no tests any more of ${gone} of its jobs (404).` }),
  }
}

/** A rerun from failed keeps the jobs that succeeded: they began before it, and their tests count for both. */
function isKept({ createdAt }: StoredRun, startedAt: Date | null): boolean {
  return startedAt !== null && createdAt !== null && startedAt < createdAt
}

function textsOf(json: Json | undefined): string[] {
  return Array.isArray(json) ? json.filter((one) => typeof one === 'string') : []
}
