import { ConfigurationError } from '@data-import/core/provider'

/** How many requests may start within a time, whenever that time begins. */
export interface RequestPace {
  most: number
  /** In milliseconds. */
  withinMs: number
}

/** Keeps a pace. */
export interface Pace {
  /** Starts a request, or says how many milliseconds it is too early. 0: it has started. */
  start(nowMs: number): number
}

/**
 * Remembers when the last requests started, so that no stretch of that length has more of them, wherever it begins; a bucket
 * that fills up lets twice as many through. As many as are allowed start at once: what is small never waits.
 */
export function createPace({ most, withinMs }: RequestPace): Pace {
  if (!Number.isInteger(most) || most < 1 || !(withinMs > 0)) {
    throw new ConfigurationError(
      `A pace is a whole number of requests from 1 within milliseconds, not ${most} in ${withinMs}.`,
    )
  }
  const started: number[] = []
  let next = 0
  return {
    start(nowMs) {
      const before = started[next]
      if (before !== undefined && before + withinMs > nowMs) return before + withinMs - nowMs
      started[next] = nowMs
      next = (next + 1) % most
      return 0
    },
  }
}
