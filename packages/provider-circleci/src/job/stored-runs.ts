import { pipelineRunTable, pipelineTable } from '@data-import/model'
import type { CircleciContext } from '../resource.js'

/** A workflow as the `pipeline-run` script stored it. */
export interface StoredRun {
  id: string
  externalId: string
  status: string | null
  createdAt: Date | null
  /** Its end; null while it has none. */
  sourceUpdatedAt: Date | null
}

/** Which workflows of a project. */
export interface RunsQuery {
  projectKey: string
  /** Those that ended later than that, and those without an end. Null: all. */
  endedSince: Date | null
  /** Those that were created in it alone. Default: at any time. */
  created?: { from: Date; until: Date } | undefined
  /** Where `storedRuns` goes on: what it gave with the last page. */
  from: RunsPosition
}

/** A place among the stored workflows. */
export type RunsPosition = { phase: number; after: string | null }

const runsPerPage = 20

/** Stored workflows of a project, a page at a time, with the position behind each page. */
export async function* storedRuns(
  { stored, idOf }: Pick<CircleciContext, 'stored' | 'idOf'>,
  { projectKey, endedSince, created, from }: RunsQuery,
): AsyncGenerator<{ runs: StoredRun[]; next: RunsPosition }> {
  const conditions = endedSince === null ? [{}] : [{ sourceUpdatedAt: { gte: endedSince } }, { sourceUpdatedAt: null }]
  for (let { phase, after } = from; phase < conditions.length; phase += 1, after = null) {
    for (;;) {
      const page = await stored(pipelineRunTable, ['externalId', 'status', 'createdAt', 'sourceUpdatedAt'], {
        where: {
          pipelineId: idOf(pipelineTable, projectKey),
          ...conditions[phase],
          ...(created && { createdAt: { gte: created.from, lt: created.until } }),
        },
        ...(after !== null && { after }),
        limit: runsPerPage,
      })
      after = page.at(-1)?.externalId ?? after
      const runs = page.map((run) => ({ ...run, id: idOf(pipelineRunTable, run.externalId) }))
      if (runs.length > 0) yield { runs, next: { phase, after } }
      if (page.length < runsPerPage) break
    }
  }
}
