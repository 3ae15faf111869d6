import type { DataSourceScript, ExecutionContext } from '@data-import/core'
import { specificationClient } from './specification-client.js'

/** A script whose `context.db` is a `specificationClient`; any other script runs the same with it. */
export function adaptSpecificationScript(script: DataSourceScript): DataSourceScript {
  // What isn't a script is refused by the orchestrator, with a reason.
  if (typeof script?.run !== 'function') return script
  const { dataSourceName, resource, dependsOn, importWindowDays, overlapMinutes, timeoutMs } = script
  return {
    dataSourceName,
    resource,
    dependsOn,
    importWindowDays,
    ...(overlapMinutes !== undefined && { overlapMinutes }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    async run(context) {
      const counter = { changed: 0 }
      try {
        await script.run({ ...context, db: specificationClient(context.db, context.dataSourceId, counter) })
      } finally {
        if (counter.changed > 0) await countRows(context, counter.changed)
      }
    },
  }
}

/** What a script says of its rows itself stands. */
async function countRows({ db, runId }: ExecutionContext, recordsImported: number): Promise<void> {
  // Scripts of the specification count on the host's own client, which has the table of runs.
  const { dataSourceRun } = db as unknown as RunCounts
  await dataSourceRun.updateMany({ where: { id: runId, recordsImported: 0 }, data: { recordsImported } })
}

interface RunCounts {
  dataSourceRun: { updateMany(args: { where: object; data: { recordsImported: number } }): PromiseLike<unknown> }
}
