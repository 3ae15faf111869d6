import type { PartitionsOptions } from '../contract/execution-context.js'
import type { Walk } from './walk-partition.js'

/**
 * A walk that ends as what its author makes of what it throws: SKIPPED where that proves that nothing is there, UNAVAILABLE
 * where it is not to be had. Once it has saved a page, now or before an interruption, something is there: then it is never
 * SKIPPED, for the rest of it would be missing.
 */
export function judgedWalk(walk: Walk, { skipReasonOf, unavailableReasonOf }: PartitionsOptions): Walk {
  if (!skipReasonOf && !unavailableReasonOf) return walk
  return async (partition) => {
    let hasBegun = partition.cursor !== null
    const checkpoint: typeof partition.checkpoint = (page) => {
      hasBegun = true
      return partition.checkpoint(page)
    }
    try {
      return await walk({ ...partition, checkpoint })
    } catch (error) {
      const nothing = hasBegun ? undefined : skipReasonOf?.(error)
      if (nothing !== undefined) return partition.skip(nothing)
      const reason = unavailableReasonOf?.(error)
      if (reason !== undefined) return partition.unavailable(hasBegun ? `${reason}, in the middle of its walk` : reason)
      throw error
    }
  }
}
