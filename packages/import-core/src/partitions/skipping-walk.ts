import type { PartitionsOptions } from '../contract/execution-context.js'
import type { Walk } from './walk-partition.js'

/**
 * A walk that ends as SKIPPED where what it throws means that there is nothing to import. Once it has saved a page, now or
 * before an interruption, there is something: then it has FAILED, for the rest of it would be missing.
 */
export function skippingWalk(walk: Walk, skipReasonOf: PartitionsOptions['skipReasonOf']): Walk {
  if (!skipReasonOf) return walk
  return async (partition) => {
    let hasBegun = partition.cursor !== null
    const checkpoint: typeof partition.checkpoint = (page) => {
      hasBegun = true
      return partition.checkpoint(page)
    }
    try {
      return await walk({ ...partition, checkpoint })
    } catch (error) {
      const reason = skipReasonOf(error)
      if (reason === undefined || hasBegun) throw error
      return partition.skip(reason)
    }
  }
}
