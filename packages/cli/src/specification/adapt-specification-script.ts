import type { DataSourceScript } from '@data-import/core'
import { specificationClient } from './specification-client.js'

/** A script whose `context.db` is a `specificationClient`; any other script runs the same with it. */
export function adaptSpecificationScript(script: DataSourceScript): DataSourceScript {
  // What isn't a script is refused by the orchestrator, with a reason.
  if (typeof script?.run !== 'function') return script
  const { dataSourceName, resource, dependsOn, importWindowDays } = script
  return {
    dataSourceName,
    resource,
    dependsOn,
    importWindowDays,
    run: (context) => script.run({ ...context, db: specificationClient(context.db, context.dataSourceId) }),
  }
}
