import type { GithubContext } from '../database.js'

/** A run as the `pipeline-run` script stored it, with the newest of its jobs. */
export interface StoredRun {
  id: string
  externalId: string
  status: string
  sourceUpdatedAt: Date | null
  jobs: readonly { sourceUpdatedAt: Date | null }[]
}

/** Which runs. */
export interface RunsQuery {
  repositoryId: string
  changedSince: Date | null
  created: { from: Date; until: Date } | null
  after: string | null
}

interface RunReader {
  findMany(query: {
    where: {
      repositoryId: string
      id?: { gt: string }
      sourceUpdatedAt?: { gte: Date }
      createdAt?: { gte: Date; lt: Date }
    }
    select: {
      id: true
      externalId: true
      status: true
      sourceUpdatedAt: true
      jobs: { select: { sourceUpdatedAt: true }; orderBy: { sourceUpdatedAt: 'desc' }; take: 1 }
    }
    orderBy: { id: 'asc' }
    take: number
  }): PromiseLike<StoredRun[]>
}

const runsPerQuery = 500

/** Runs of a repository in order of `id`, with what tells whether their jobs have to be read. */
export async function* storedRuns(context: Pick<GithubContext, 'db'>, query: RunsQuery): AsyncGenerator<StoredRun> {
  // The contract promises the model's presence; its shape is the reference schema's.
  const reader = context.db.pipelineRun as RunReader
  const { repositoryId, changedSince, created } = query
  for (let after = query.after; ; ) {
    const page = await reader.findMany({
      where: {
        repositoryId,
        ...(after !== null && { id: { gt: after } }),
        ...(changedSince && { sourceUpdatedAt: { gte: changedSince } }),
        ...(created && { createdAt: { gte: created.from, lt: created.until } }),
      },
      select: {
        id: true,
        externalId: true,
        status: true,
        sourceUpdatedAt: true,
        jobs: { select: { sourceUpdatedAt: true }, orderBy: { sourceUpdatedAt: 'desc' }, take: 1 },
      },
      orderBy: { id: 'asc' },
      take: runsPerQuery,
    })
    yield* page
    if (page.length < runsPerQuery) return
    after = page.at(-1)?.id ?? null
  }
}
