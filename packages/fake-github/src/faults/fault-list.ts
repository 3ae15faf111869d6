import type { FakeRequest, Fault, RequestMatch } from './fake-faults.js'

/** What a fault does: answer itself, or change the true answer. */
export interface ActiveFault extends Omit<Fault, 'kind' | 'match'> {
  readonly matches: (request: FakeRequest) => boolean
  readonly kind: NonNullable<Fault['kind']> | 'foreign-link'
}

/** Faults that wait for their requests. */
export interface FaultList {
  add(fault: ActiveFault): () => void
  addHook(hook: (request: FakeRequest) => void | Promise<void>): () => void
  /** The first fault that strikes this request; it is used up by one. */
  take(request: FakeRequest): ActiveFault | undefined
  runHooks(request: FakeRequest): Promise<void>
  clear(): void
  /** How many requests there were. */
  count: number
}

/** No faults. */
export function createFaultList(): FaultList {
  const faults = new Set<{ fault: ActiveFault; left: number }>()
  const hooks = new Set<(request: FakeRequest) => void | Promise<void>>()
  return {
    count: 0,
    add(fault) {
      const entry = { fault, left: fault.times ?? Number.POSITIVE_INFINITY }
      faults.add(entry)
      return () => void faults.delete(entry)
    },
    addHook(hook) {
      hooks.add(hook)
      return () => void hooks.delete(hook)
    },
    take(request) {
      for (const entry of faults) {
        if (!entry.fault.matches(request)) continue
        entry.left -= 1
        if (entry.left <= 0) faults.delete(entry)
        return entry.fault
      }
      return undefined
    },
    async runHooks(request) {
      for (const hook of [...hooks]) await hook(request)
    },
    clear() {
      faults.clear()
      hooks.clear()
    },
  }
}

/** A pattern is tried on method and path with query. */
export function matcher(match: RequestMatch | undefined): (request: FakeRequest) => boolean {
  if (match === undefined) return () => true
  if (typeof match === 'function') return match
  return ({ method, path, query }) => {
    match.lastIndex = 0
    return match.test(`${method} ${path}${query.size > 0 ? `?${query}` : ''}`)
  }
}
