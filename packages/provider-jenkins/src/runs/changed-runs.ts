import type { ExecutionContext } from '@data-import/core/provider'
import { pipelineRunTable, pipelineTable } from '@data-import/model'
import { runExternalId } from '../pipeline-run/build.js'
import { type RunState, readMark } from '../pipeline-run/run-state.js'

/** A build whose stages or tests are read. */
export interface ChangedRun {
  /** Id of its row. */
  id: string
  externalId: string
  number: number
  /** `number@timestamp`. */
  mark: string
  /** Whether it shows tests; null where that has to be looked up. */
  hasTests: boolean | null
}

/** Builds that were new or changed in walks after the one that was seen last; null where not all of them are remembered. */
export function runsInJournal(
  { idOf }: Pick<ExecutionContext, 'idOf'>,
  fullName: string,
  state: RunState,
  seen: number | null,
): ChangedRun[] | null {
  // Of a job with few builds it has all of them from the first walk on.
  const from = seen ?? 0
  if (from < state.journalFrom || from > state.walk) return null
  const entries = state.journal.filter(({ walk }) => walk > from)
  const runs = new Map(
    entries.map(({ mark, hasTests }) => {
      const externalId = runExternalId(fullName, mark)
      const { number } = readMark(mark)
      return [mark, { id: idOf(pipelineRunTable, externalId), externalId, number, mark, hasTests }] as const
    }),
  )
  return newestOfEach([...runs.values()])
}

/** All stored builds of a job, in a lasting order. */
export async function storedRuns(
  { stored, idOf }: Pick<ExecutionContext, 'stored' | 'idOf'>,
  fullName: string,
  created: { from: Date; until: Date } | null,
): Promise<ChangedRun[]> {
  const rows = await stored(pipelineRunTable, ['externalId', 'number'], {
    where: {
      pipelineId: idOf(pipelineTable, fullName),
      ...(created && { createdAt: { gte: created.from, lt: created.until } }),
    },
  })
  return newestOfEach(
    rows.map(({ externalId, number }) => ({
      ...{ id: idOf(pipelineRunTable, externalId), externalId, number: number ?? 0, hasTests: null },
      mark: externalId.slice(externalId.lastIndexOf('#') + 1),
    })),
  )
}

/** A job that was recreated has given a number twice; only the younger build is available under it. */
function newestOfEach(runs: readonly ChangedRun[]): ChangedRun[] {
  const newest = new Map<number, ChangedRun>()
  for (const run of runs) {
    const known = newest.get(run.number)
    if (!known || readMark(known.mark).time < readMark(run.mark).time) newest.set(run.number, run)
  }
  return runs.filter((run) => newest.get(run.number) === run)
}
