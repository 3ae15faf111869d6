import type { PartitionsOptions } from '../contract/execution-context.js'
import { HttpError } from '../errors/http-error.js'
import { ConfigurationError } from '../errors/import-error.js'
import { asWalk } from '../errors/walk-questions.js'
import type { Walk } from './walk-partition.js'
import { WalkSignal } from './walk-signal.js'

/**
 * A walk that ends as what its author makes of what it throws: SKIPPED where that proves that nothing is there, UNAVAILABLE
 * where it is not available. Once it has saved a page, now or before an interruption, something is there: then it is never
 * SKIPPED, for the rest of it would be missing. What was refused of something in the partition says nothing of the partition.
 */
export function judgedWalk(given: Walk, { skipReasonOf, unavailableReasonOf }: PartitionsOptions): Walk {
  const walk: Walk = (partition) => asWalk(() => given(partition))
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
      if (error instanceof WalkSignal || (HttpError.isInstance(error) && error.isOfPart)) throw error
      const nothing = hasBegun ? undefined : judgement('skipReasonOf', skipReasonOf, error)
      if (nothing !== undefined) throw new WalkSignal('skip', nothing, { cause: error })
      const reason = judgement('unavailableReasonOf', unavailableReasonOf, error)
      if (reason === undefined) throw error
      throw new WalkSignal('unavailable', hasBegun ? `${reason}, in the middle of its walk` : reason, { cause: error })
    }
  }
}

/** A promise would be a reason for every error: the options may be JavaScript. */
function judgement(
  name: string,
  judge: ((error: unknown) => string | undefined) | undefined,
  error: unknown,
): string | undefined {
  const reason: unknown = judge?.(error)
  if (reason === undefined || reason === null || typeof reason === 'string') return reason ?? undefined
  throw new ConfigurationError(
    `partitions: ${name} must return a text or undefined, not ${typeof reason}; it can't be async.`,
    { cause: error },
  )
}
