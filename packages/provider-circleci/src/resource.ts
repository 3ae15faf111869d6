import type { DataSourceScript, ExecutionContext } from '@data-import/core/provider'
import type { OpenCircleci } from './client/open-circleci.js'

/** What a script gets to work with; it writes by `save` and checkpoints alone. */
export type CircleciContext = ExecutionContext

/** One resource: its script, and what a check says of it. */
export interface CircleciResource {
  /** As scripts name it: `pipeline-run`. */
  name: string
  dependsOn: readonly string[]
  /** Default: the window of runs. */
  importWindowDays?: number
  run(context: CircleciContext, open: OpenCircleci): Promise<void>
}

/** Import window of workflows, of which there are most by far. */
export const runDays = 90

/** Makes the script of a resource. */
export function scriptOf(resource: CircleciResource, open: OpenCircleci): DataSourceScript {
  return {
    dataSourceName: 'CIRCLECI',
    resource: resource.name,
    dependsOn: [...resource.dependsOn],
    importWindowDays: resource.importWindowDays ?? runDays,
    run: (context) => resource.run(context, open),
  }
}
