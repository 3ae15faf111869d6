import type { ExecutionContext } from '@data-import/core/provider'
import { pipelineTable } from '@data-import/model'
import type { JobItem } from './item.js'
import type { Listing } from './list-jobs.js'

/** A job whose row is stored, so that others may refer to it. */
export interface WalkedJob extends JobItem {
  /** What is stored of its repository. */
  remoteKey: string | null
}

/** The jobs of this pass that the `pipeline` script has saved, by full name. */
export async function walkedJobs(context: ExecutionContext, listing: Listing): Promise<Map<string, WalkedJob>> {
  const stored = await context.stored(pipelineTable, ['externalId', 'remoteKey'])
  return new Map(
    stored.flatMap(({ externalId, remoteKey }) => {
      const job = listing.jobs.get(externalId)
      return job ? [[externalId, { ...job, remoteKey }] as const] : []
    }),
  )
}

/** What core is told of them. */
export function partitionsOf(jobs: ReadonlyMap<string, WalkedJob>): { key: string }[] {
  return [...jobs.keys()].map((key) => ({ key }))
}
