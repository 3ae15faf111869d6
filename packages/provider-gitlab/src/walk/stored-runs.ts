import { pipelineRunTable } from '@data-import/model'
import type { GitlabContext } from '../database.js'
import { storedPages } from './stored-pages.js'

/** A pipeline as the `pipeline-run` script stored it. */
export interface StoredRun {
  externalId: string
  status: string | null
  sha: string | null
  trigger: string | null
  parentRunId: string | null
  createdAt: Date | null
  sourceUpdatedAt: Date | null
}

/** Which runs. */
export interface RunsQuery {
  repositoryId: string
  /** Null: all. */
  changedSince: Date | null
  /** Of a backfill: those that were created in it. */
  until: Date | null
}

const fields = ['externalId', 'status', 'sha', 'trigger', 'parentRunId', 'createdAt', 'sourceUpdatedAt'] as const

/** Runs that have changed, those whose change has no time, and those that have not ended; by `externalId`. */
export async function changedRuns(
  { stored }: Pick<GitlabContext, 'stored'>,
  { repositoryId, changedSince, until }: RunsQuery,
): Promise<StoredRun[]> {
  const found = new Map<string, StoredRun>()
  const filters: readonly Record<string, unknown>[] = until
    ? [{ createdAt: { ...(changedSince && { gte: changedSince }), lt: until } }]
    : changedSince === null
      ? [{}]
      : [
          { sourceUpdatedAt: { gte: changedSince } },
          { sourceUpdatedAt: null },
          { status: { in: ['QUEUED', 'RUNNING', 'WAITING'] } },
        ]
  for (const filter of filters) {
    const where = { repositoryId, ...filter }
    const pages = storedPages<StoredRun>((page) => stored(pipelineRunTable, fields, { where, ...page }))
    for await (const runs of pages) for (const run of runs) found.set(run.externalId, run)
  }
  return [...found.values()].sort((a, b) => (a.externalId < b.externalId ? -1 : 1))
}

/** For so long one without a time of change counts as changed. */
const timelessMs = 30 * 86_400_000

/** Whether a run has changed since, as far as GitLab says when. */
export function isChangedSince({ sourceUpdatedAt, createdAt }: StoredRun, since: Date): boolean {
  if (sourceUpdatedAt) return sourceUpdatedAt >= since
  return (createdAt?.getTime() ?? 0) >= since.getTime() - timelessMs
}
