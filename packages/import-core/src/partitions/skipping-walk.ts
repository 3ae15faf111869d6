import type { PartitionsOptions } from '../contract/execution-context.js'
import type { Walk } from './walk-partition.js'

/** A walk that ends as SKIPPED where what it throws means that there is nothing to import. */
export function skippingWalk(walk: Walk, skipReasonOf: PartitionsOptions['skipReasonOf']): Walk {
  if (!skipReasonOf) return walk
  return async (partition) => {
    try {
      return await walk(partition)
    } catch (error) {
      const reason = skipReasonOf(error)
      if (reason === undefined) throw error
      return partition.skip(reason)
    }
  }
}
