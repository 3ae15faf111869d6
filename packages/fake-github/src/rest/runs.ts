import { notFound, unprocessable } from '../server/api-error.js'
import { parameter, type RepositoryCall } from '../server/call.js'
import { linkHeader, pageRequest, repositoryPath } from '../server/page.js'
import type { RepositoryRoute } from '../server/route.js'
import type { FakeRun } from '../state/run.js'
import { createdRange } from './created-range.js'
import { jobBody } from './job-body.js'
import { runBody } from './run-body.js'
import { sortRows } from './sort-rows.js'

const filters = ['created', 'actor', 'branch', 'event', 'head_sha', 'status', 'check_suite_id']
/** https://docs.github.com/rest/actions/workflow-runs#list-workflow-runs-for-a-repository */
const reachableWithFilter = 1_000
const reachableWithoutFilter = 40_000

/** Workflow runs and their jobs. */
export const runRoutes: readonly RepositoryRoute[] = [
  {
    pattern: '/actions/runs',
    permission: 'actions',
    async answer(call) {
      const { repository, query } = call
      const rows = sortRows(
        wanted(call),
        (row) => row.createdAt,
        (row) => row.id,
      )
      const isFiltered = filters.some((name) => query.has(name))
      const request = pageRequest(call)
      const start = (request.page - 1) * request.perPage
      if (!isFiltered && start >= reachableWithoutFilter) {
        throw unprocessable('In order to keep the API fast for everyone, pagination is limited for this resource.')
      }
      const reachable = rows.slice(0, isFiltered ? reachableWithFilter : reachableWithoutFilter)
      const page = reachable.slice(start, start + request.perPage)
      return {
        status: 200,
        body: {
          total_count: rows.length,
          workflow_runs: await Promise.all(page.map((run) => runBody(call, run))),
        },
        headers: linkHeader(call, repositoryPath(repository, '/actions/runs'), request, reachable.length),
      }
    },
  },
  {
    pattern: '/actions/runs/{run}',
    permission: 'actions',
    answer: async (call) => ({ status: 200, body: await runBody(call, runOf(call)) }),
  },
  {
    pattern: '/actions/runs/{run}/jobs',
    permission: 'actions',
    answer(call) {
      const run = runOf(call)
      const isAll = call.query.get('filter') === 'all'
      const jobs = [...call.repository.jobs.values()].filter(
        (job) => job.runId === run.id && (isAll || job.attempt === run.attempt),
      )
      const request = pageRequest(call)
      const start = (request.page - 1) * request.perPage
      return {
        status: 200,
        body: {
          total_count: jobs.length,
          jobs: jobs.slice(start, start + request.perPage).map((job) => jobBody(call, run, job)),
        },
        headers: linkHeader(
          call,
          repositoryPath(call.repository, `/actions/runs/${run.id}/jobs`),
          request,
          jobs.length,
        ),
      }
    },
  },
]

function runOf(call: RepositoryCall): FakeRun {
  const run = call.repository.runs.get(Number(parameter(call, 'run')))
  if (!run) throw notFound()
  return run
}

function wanted({ repository, query }: RepositoryCall): FakeRun[] {
  const isCreated = query.has('created') ? createdRange(query.get('created') ?? '') : () => true
  const status = query.get('status')
  const is = (name: string, value: string | null) => !query.has(name) || query.get(name) === value
  return [...repository.runs.values()].filter(
    (run) =>
      isCreated(run.createdAt) &&
      (status === null || status === run.status || status === run.conclusion) &&
      is('branch', run.headBranch) &&
      is('event', run.event) &&
      is('head_sha', run.headSha) &&
      is('actor', run.actor?.login ?? null),
  )
}
