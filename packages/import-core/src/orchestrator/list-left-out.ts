import type { ResourceChoice } from '../configuration/left-out-resources.js'
import type { PassResult } from '../contract/pass-result.js'
import type { RawClient } from '../database/client.js'
import { loadPastRuns } from '../runs/past-runs.js'
import { nodeId } from './build-graph.js'
import type { DataSourceRecord } from './data-source.js'

type Choices = ReadonlyMap<string, ResourceChoice>

/** What the operator leaves out of these data sources, and up to when it was imported before. */
export async function listLeftOut(
  db: RawClient,
  schema: string,
  dataSources: readonly DataSourceRecord[],
  choices: Choices,
): Promise<PassResult['leftOut']> {
  const leftOut = dataSources.flatMap(({ id, name }) =>
    [...(choices.get(id)?.leftOut ?? [])].map(([resource, by]) => ({
      dataSourceId: id,
      dataSource: name,
      resource,
      by,
    })),
  )
  const past = await loadPastRuns(db, schema, leftOut)
  return leftOut.map((one) => {
    const fetched = past.get(nodeId(one.dataSourceId, one.resource))?.fetched ?? null
    return { ...one, importedUpTo: fetched && new Date(fetched) }
  })
}

/** Says of each resource that is imported although the operator left it out which ones need it. */
export function keptMessages(dataSources: readonly DataSourceRecord[], choices: Choices): string[] {
  return dataSources.flatMap(({ id, name }) =>
    [...(choices.get(id)?.kept ?? [])].map(
      ([resource, dependents]) =>
        `${name}: ${resource} is left out by its settings, and imported all the same, because ${[...new Set(dependents)].join(', ')} ${dependents.length === 1 ? 'depends' : 'depend'} on it.`,
    ),
  )
}
