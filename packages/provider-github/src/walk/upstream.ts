import type { Json, PartitionRecord } from '@data-import/core/provider'
import type { GithubContext } from '../database.js'

/** What the ledger knows of the resources that a walk's rows refer to. */
export interface Upstream {
  recordOf(resource: string, key: string): PartitionRecord | undefined
  /** For one repository: the state of its partition of a resource. */
  stateOf(key: string): (resource: string) => Json
}

/** Asked once, before the walks. */
export async function upstreamOf(context: GithubContext, resources: readonly string[]): Promise<Upstream> {
  const records = new Map<string, PartitionRecord>()
  for (const resource of resources) {
    for (const record of await context.partitionsOf(resource)) records.set(`${resource} ${record.key}`, record)
  }
  const recordOf = (resource: string, key: string) => records.get(`${resource} ${key}`)
  return { recordOf, stateOf: (key) => (resource) => recordOf(resource, key)?.state ?? null }
}
