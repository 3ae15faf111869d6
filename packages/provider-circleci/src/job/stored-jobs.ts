import { jobTable } from '@data-import/model'
import type { CircleciContext } from '../resource.js'
import type { StoredRun } from './stored-runs.js'

/** A job as it is stored. */
export interface StoredJob {
  externalId: string
  pipelineRunId: string
  number: number | null
  kind: string | null
  status: string | null
  originalStatus: string | null
  startedAt: Date | null
  finishedAt: Date | null
  sourceUpdatedAt: Date | null
}

/** Jobs of some workflows, by the id of the workflow's row. */
export async function storedJobs(
  { stored }: Pick<CircleciContext, 'stored'>,
  runs: readonly StoredRun[],
): Promise<ReadonlyMap<string, readonly StoredJob[]>> {
  const jobs = new Map<string, StoredJob[]>(runs.map(({ id }) => [id, []]))
  const list = await stored(
    jobTable,
    [
      ...(['externalId', 'pipelineRunId', 'number', 'kind', 'status', 'originalStatus'] as const),
      ...(['startedAt', 'finishedAt', 'sourceUpdatedAt'] as const),
    ],
    { where: { pipelineRunId: { in: [...jobs.keys()] } } },
  )
  for (const job of list) jobs.get(job.pipelineRunId)?.push(job)
  return jobs
}

/** Whether all jobs of an ended workflow were read after its end. */
export function areWhole(run: StoredRun, jobs: readonly StoredJob[]): boolean {
  const end = run.sourceUpdatedAt?.getTime() ?? null
  return (
    run.status === 'DONE' &&
    jobs.length > 0 &&
    jobs.every((job) => (job.sourceUpdatedAt?.getTime() ?? null) === end && (end !== null || job.status === 'DONE'))
  )
}
