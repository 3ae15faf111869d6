import type { DataSourceScript } from '@data-import/core'
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
    run: (context) => script.run({ ...context, db: specificationClient(context.db, context.dataSourceId) }),
  }
}
