import { pathOf } from '../layout/relative.js'

/** The address of a data source's page. */
export function sourcePath(dataSourceId: string): string {
  return pathOf('sources', dataSourceId)
}

/** The address of the page of a data source's resource. */
export function resourcePath(dataSourceId: string, resource: string): string {
  return pathOf('sources', dataSourceId, resource)
}

/** The address of a run's page. */
export function runPath(runId: string): string {
  return pathOf('runs', runId)
}

/** The address of the page of a partition; its key goes into the query, because a proxy may change a slash in a path. */
export function partitionPath(dataSourceId: string, resource: string): string {
  return pathOf('sources', dataSourceId, resource, 'partition')
}
