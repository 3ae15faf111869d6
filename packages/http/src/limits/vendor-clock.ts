/** An outside system's time, by the `Date` headers of its answers: watermarks in it need no agreement with any other clock. */
export interface VendorClock {
  /**
   * @param elapsedMs since the request was sent, so that the time is never later than the vendor's own then
   * @param ageHeader of the same answer: one that a cache has kept tells no time
   */
  observe(dateHeader: string | null | undefined, elapsedMs: number, ageHeader?: string | number | null): void
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
    observe(dateHeader, elapsedMs, ageHeader) {
      const date = Date.parse(dateHeader ?? '')
      if (Number.isNaN(date) || Number(ageHeader ?? 0) > 0) return
      // The header names the second in which the answer was made, somewhere between sending and now.
      const earliest = date - elapsedMs - monotonicMs()
      offsetMs = offsetMs === undefined ? earliest : Math.min(offsetMs, earliest)
    },
    now: () => (offsetMs === undefined ? null : new Date(offsetMs + monotonicMs())),
  }
}

/** When an answer came, by its own headers: an instant that it names is counted from there. Null where it doesn't say. */
export function answeredAt(headers: Headers): Date | null {
  const date = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(date)) return null
  const ageSeconds = Number(headers.get('age') ?? 0)
  return new Date(date + (ageSeconds > 0 && ageSeconds < 1e9 ? ageSeconds * 1_000 : 0))
}
