import type { FakeTraffic, TrafficEntry } from './fake-traffic.js'
import type { OtherOrigin } from './other-origin.js'

const loggedRequests = 10_000

/** Counts what arrives. */
export interface TrafficRecorder {
  readonly traffic: FakeTraffic
  /** Called when a request starts; returns what is called when it ends. */
  open(): () => void
  record(entry: TrafficEntry): void
}

/** Nothing has arrived yet. */
export function createTrafficRecorder(other: OtherOrigin): TrafficRecorder {
  const byRoute = new Map<string, number>()
  const log: TrafficEntry[] = []
  let requests = 0
  let maximumConcurrent = 0
  let concurrent = 0
  return {
    traffic: {
      get requests() {
        return requests
      },
      get maximumConcurrent() {
        return maximumConcurrent
      },
      byRoute,
      log,
      otherOrigin: other.origin,
      foreignCredentials: other.credentials,
      reset() {
        requests = 0
        maximumConcurrent = 0
        byRoute.clear()
        log.length = 0
      },
    },
    open() {
      concurrent += 1
      maximumConcurrent = Math.max(maximumConcurrent, concurrent)
      return () => {
        concurrent -= 1
      }
    },
    record(entry) {
      requests += 1
      if (entry.route) byRoute.set(entry.route, (byRoute.get(entry.route) ?? 0) + 1)
      log.push(entry)
      if (log.length > loggedRequests) log.shift()
    },
  }
}
