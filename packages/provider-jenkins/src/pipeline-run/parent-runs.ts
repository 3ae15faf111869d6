import type { ExecutionContext } from '@data-import/core/provider'
import { pipelineRunTable, pipelineTable } from '@data-import/model'
import { type Orphan, readMark } from './run-state.js'

/** Builds by the number that another build names, of one job each. */
export type ParentRuns = ReadonlyMap<Orphan, string>

/**
 * Finds the rows of builds that started others. A cause only has the number, which a job that was recreated has given twice: it
 * is the newest one that is no younger than what it started.
 */
export async function findParents(
  { stored, idOf }: Pick<ExecutionContext, 'stored' | 'idOf'>,
  orphans: readonly Orphan[],
): Promise<ParentRuns> {
  const found = new Map<Orphan, string>()
  for (const job of new Set(orphans.map((orphan) => orphan.job))) {
    const ofJob = orphans.filter((orphan) => orphan.job === job)
    const where = {
      pipelineId: idOf(pipelineTable, job),
      number: { in: [...new Set(ofJob.map(({ number }) => number))] },
    }
    const runs = await stored(pipelineRunTable, ['externalId', 'number', 'createdAt'], { where })
    for (const orphan of ofJob) {
      const { time } = readMark(orphan.mark)
      const [newest] = runs
        .filter(({ number, createdAt }) => number === orphan.number && (createdAt?.getTime() ?? 0) <= time)
        .sort((a, b) => (b.createdAt?.getTime() ?? 0) - (a.createdAt?.getTime() ?? 0))
      if (newest) found.set(orphan, idOf(pipelineRunTable, newest.externalId))
    }
  }
  return found
}
