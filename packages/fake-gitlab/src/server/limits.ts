import type { FakeAnswer, ReceivedRequest } from '@data-import/fake-server'

/** How often something may be asked in a minute. */
export interface FakeLimit {
  /** Default: every request. By method and path: `/^GET \/api\/v4\/projects\/\d+$/`. */
  readonly match?: RegExp
  readonly perMinute: number
  /** As GitLab's limits within the application answer: JSON, and no header that says how long. Default false. */
  readonly isSilent?: boolean
}

/** Limits of one server. Without any it is unthrottled, as self-managed ones are by default. */
export interface FakeLimits {
  set(...limits: readonly FakeLimit[]): void
  /** How often a request was refused. */
  readonly refused: number
}

/** Counts by the minute, as GitLab does. */
export function createLimits(now: () => Date) {
  let windows: { limit: FakeLimit; minute: number; count: number }[] = []
  let refused = 0
  const limits: FakeLimits = {
    set: (...given) => {
      windows = given.map((limit) => ({ limit, minute: 0, count: 0 }))
    },
    get refused() {
      return refused
    },
  }
  function check({ method, path }: ReceivedRequest): { refusal?: FakeAnswer; headers: Record<string, string> } {
    const seconds = Math.floor(now().getTime() / 1_000)
    const minute = Math.floor(seconds / 60)
    let headers: Record<string, string> = {}
    for (const window of windows) {
      const { limit } = window
      if (limit.match && !limit.match.test(`${method} ${path}`)) continue
      if (window.minute !== minute) Object.assign(window, { minute, count: 0 })
      window.count += 1
      const reset = (minute + 1) * 60
      const isOver = window.count > limit.perMinute
      if (!limit.isSilent) {
        headers = {
          'ratelimit-limit': String(limit.perMinute),
          'ratelimit-name': 'throttle_authenticated_api',
          'ratelimit-observed': String(window.count),
          'ratelimit-remaining': String(Math.max(limit.perMinute - window.count, 0)),
          'ratelimit-reset': String(reset),
        }
      }
      if (!isOver) continue
      refused += 1
      if (limit.isSilent) {
        const body = { message: { error: 'This endpoint has been requested too many times. Try again later.' } }
        return { refusal: { status: 429, body }, headers: {} }
      }
      const wait = { 'retry-after': String(reset - seconds), 'content-type': 'text/plain' }
      return { refusal: { status: 429, body: 'Retry later\n', headers: wait }, headers }
    }
    return { headers }
  }
  return { limits, check }
}
