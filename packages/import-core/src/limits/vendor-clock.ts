/** An outside system's time, by the `Date` headers of its answers: watermarks in it need no agreement with any other clock. */
export interface VendorClock {
  /** @param elapsedMs since the request was sent, so that the time is never later than the vendor's own then */
  observe(dateHeader: string | null | undefined, elapsedMs: number): void
  /** Null before the first answer. */
  now(): Date | null
}

/**
 * Makes the clock that {@link createHttpSource} has built in, for whoever uses a client of the vendor's.
 * @param monotonicMs milliseconds that only grow. Default: the process's own.
 */
export function createVendorClock(monotonicMs = () => performance.now()): VendorClock {
  let offsetMs: number | undefined
  return {
    observe(dateHeader, elapsedMs) {
      const date = Date.parse(dateHeader ?? '')
      if (Number.isNaN(date)) return
      // The header names the second in which the answer was made, somewhere between sending and now.
      const earliest = date - elapsedMs - monotonicMs()
      offsetMs = offsetMs === undefined ? earliest : Math.min(offsetMs, earliest)
    },
    now: () => (offsetMs === undefined ? null : new Date(offsetMs + monotonicMs())),
  }
}
