import type { StoredOptions } from '@data-import/core/provider'
import { jobTable, pipelineRunTable } from '@data-import/model'
import type { GithubContext } from '../database.js'

/** A run as the `pipeline-run` script stored it, with what is known of its jobs. */
export interface StoredRun {
  id: string
  externalId: string
  status: string | null
  originalStatus: string | null
  originalResult: string | null
  attempt: number | null
  createdAt: Date | null
  sourceUpdatedAt: Date | null
  /** Null where it has none. */
  jobs: { newest: number; lastAttempt: number } | null
}

/** Which runs. */
export interface RunsQuery {
  repositoryId: string
  changedSince: Date | null
  created: { from: Date; until: Date } | null
  /** The run before, by `externalId`. */
  after: string | null
}

type RunsContext = Pick<GithubContext, 'stored' | 'idOf'>

const runsPerQuery = 500
const runFields = [
  'externalId',
  'status',
  'originalStatus',
  'originalResult',
  'attempt',
  'createdAt',
  'sourceUpdatedAt',
] as const

/** Runs of a repository in order of `externalId`, with what tells whether their jobs have to be read. */
export async function* storedRuns(context: RunsContext, query: RunsQuery): AsyncGenerator<StoredRun> {
  const { repositoryId, changedSince, created } = query
  const where = {
    repositoryId,
    ...(changedSince && { sourceUpdatedAt: { gte: changedSince } }),
    ...(created && { createdAt: { gte: created.from, lt: created.until } }),
  }
  for (let after = query.after; ; ) {
    const page = await readRuns(context, { where, ...(after !== null && { after }), limit: runsPerQuery })
    yield* page
    if (page.length < runsPerQuery) return
    after = page.at(-1)?.externalId ?? null
  }
}

/** Runs by their `externalId`. */
export async function storedRunsOf(context: RunsContext, externalIds: readonly string[]): Promise<StoredRun[]> {
  const runs: StoredRun[] = []
  for (let start = 0; start < externalIds.length; start += runsPerQuery) {
    const some = externalIds.slice(start, start + runsPerQuery)
    runs.push(...(await readRuns(context, { where: { externalId: { in: some } } })))
  }
  return runs
}

async function readRuns(context: RunsContext, options: StoredOptions<typeof pipelineRunTable>): Promise<StoredRun[]> {
  const page = await context.stored(pipelineRunTable, runFields, options)
  const runs = page.map((run) => ({ ...run, id: context.idOf(pipelineRunTable, run.externalId) }))
  const jobs = await jobsOf(
    context,
    runs.map(({ id }) => id),
  )
  return runs.map((run) => ({ ...run, jobs: jobs.get(run.id) ?? null }))
}

async function jobsOf(context: RunsContext, runIds: readonly string[]) {
  const known = new Map<string, { newest: number; lastAttempt: number }>()
  if (runIds.length === 0) return known
  const fields = ['pipelineRunId', 'sourceUpdatedAt', 'attempt'] as const
  for (const job of await context.stored(jobTable, fields, { where: { pipelineRunId: { in: runIds } } })) {
    const before = known.get(job.pipelineRunId) ?? { newest: 0, lastAttempt: 0 }
    known.set(job.pipelineRunId, {
      newest: Math.max(before.newest, job.sourceUpdatedAt?.getTime() ?? 0),
      lastAttempt: Math.max(before.lastAttempt, job.attempt ?? 0),
    })
  }
  return known
}
