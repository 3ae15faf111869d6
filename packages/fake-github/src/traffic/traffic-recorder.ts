import type { FakeTraffic, TrafficEntry } from './fake-traffic.js'

const loggedRequests = 10_000

/** What is counted of an answer. */
export interface RecordedAnswer extends TrafficEntry {
  readonly route: string | null
  readonly isCounted: boolean
  readonly isNotModified: boolean
}

/** Counts what arrives. */
export interface TrafficRecorder {
  readonly traffic: FakeTraffic
  /** Called when a request starts; returns what is called when it ends. */
  open(): () => void
  record(answer: RecordedAnswer): void
}

/** Nothing has arrived yet. */
export function createTrafficRecorder(other: {
  readonly origin: string
  readonly credentials: readonly string[]
}): TrafficRecorder {
  const byRoute = new Map<string, number>()
  const log: TrafficEntry[] = []
  const counts = { requests: 0, notModified: 0, rest: 0, graphql: 0, points: 0, maximumConcurrent: 0 }
  let concurrent = 0
  const traffic: FakeTraffic = {
    get requests() {
      return counts.requests
    },
    get notModified() {
      return counts.notModified
    },
    get rest() {
      return counts.rest
    },
    get graphql() {
      return counts.graphql
    },
    get points() {
      return counts.points
    },
    get maximumConcurrent() {
      return counts.maximumConcurrent
    },
    byRoute,
    log,
    otherOrigin: other.origin,
    foreignAuthorizations: other.credentials,
    reset() {
      Object.assign(counts, { requests: 0, notModified: 0, rest: 0, graphql: 0, points: 0, maximumConcurrent: 0 })
      byRoute.clear()
      log.length = 0
    },
  }
  return {
    traffic,
    open() {
      concurrent += 1
      counts.maximumConcurrent = Math.max(counts.maximumConcurrent, concurrent)
      return () => {
        concurrent -= 1
      }
    },
    record({ route, isCounted, isNotModified, ...entry }) {
      if (isCounted) counts.requests += 1
      if (isNotModified) counts.notModified += 1
      if (entry.path === '/graphql') counts.graphql += 1
      else counts.rest += 1
      counts.points += entry.points
      if (route) byRoute.set(route, (byRoute.get(route) ?? 0) + 1)
      log.push(entry)
      if (log.length > loggedRequests) log.shift()
    },
  }
}
