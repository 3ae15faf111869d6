import type { ExecutionContext } from '@data-import/core/provider'
import type { Jenkins } from '../client/open-jenkins.js'
import { type Listing, listJobs } from './list-jobs.js'

interface Holder {
  listing: Promise<Listing> | null
}

/** The jobs of this pass: its scripts list them once. On another machine they are listed again. */
export async function listingOf(context: ExecutionContext, jenkins: Jenkins): Promise<Listing> {
  const holder = context.shared(`jobs of ${context.dataSourceId}`, (): Holder => ({ listing: null }))
  holder.listing ??= listJobs(jenkins)
  try {
    return await holder.listing
  } catch (error) {
    // The next script may have more luck.
    holder.listing = null
    throw error
  }
}
