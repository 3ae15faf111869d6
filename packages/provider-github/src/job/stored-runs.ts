import { jobTable, pipelineRunTable } from '@data-import/model'
import type { GithubContext } from '../database.js'

/** A run as the `pipeline-run` script stored it, with what is known of its jobs. */
export interface StoredRun {
  id: string
  externalId: string
  status: string | null
  originalStatus: string | null
  attempt: number | null
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

/** Runs of a repository in order of `externalId`, with what tells whether their jobs have to be read. */
export async function* storedRuns(context: RunsContext, query: RunsQuery): AsyncGenerator<StoredRun> {
  const { repositoryId, changedSince, created } = query
  for (let after = query.after; ; ) {
    const page = await context.stored(
      pipelineRunTable,
      ['externalId', 'status', 'originalStatus', 'attempt', 'sourceUpdatedAt'],
      {
        where: {
          repositoryId,
          ...(changedSince && { sourceUpdatedAt: { gte: changedSince } }),
          ...(created && { createdAt: { gte: created.from, lt: created.until } }),
        },
        ...(after !== null && { after }),
        limit: runsPerQuery,
      },
    )
    const runs = page.map((run) => ({ ...run, id: context.idOf(pipelineRunTable, run.externalId) }))
    const jobs = await jobsOf(
      context,
      runs.map(({ id }) => id),
    )
    for (const run of runs) yield { ...run, jobs: jobs.get(run.id) ?? null }
    if (page.length < runsPerQuery) return
    after = page.at(-1)?.externalId ?? null
  }
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
