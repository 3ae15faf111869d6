/** GitHub's time, by the `Date` headers of its answers: watermarks in it need no agreement with any other clock. */
export interface GithubClock {
  /** @param elapsedMs since the request was sent, so that the time is never later than GitHub's own then */
  observe(dateHeader: string | undefined, elapsedMs: number): void
  /** Null before the first answer. */
  now(): Date | null
}

export function createGithubClock(monotonicMs: () => number): GithubClock {
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
