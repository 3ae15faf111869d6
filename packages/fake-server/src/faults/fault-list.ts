import type { FakeRequest } from '../server/fake-request.js'
import type { Fault, RequestMatch } from './fake-faults.js'

/** What a fault does: answer itself, or change the true answer. */
export interface ActiveFault<Request extends FakeRequest = FakeRequest> extends Omit<Fault, 'kind' | 'match'> {
  readonly matches: (request: Request) => boolean
  readonly kind: NonNullable<Fault['kind']> | 'foreign-link'
}

/** Faults that wait for their requests. */
export interface FaultList<Request extends FakeRequest = FakeRequest> {
  add(fault: ActiveFault<Request>): () => void
  addHook(hook: (request: Request) => void | Promise<void>): () => void
  /** The first fault that strikes this request; it is used up by one. */
  take(request: Request): ActiveFault<Request> | undefined
  runHooks(request: Request): Promise<void>
  clear(): void
  /** How many requests there were. */
  count: number
}

/** No faults. */
export function createFaultList<Request extends FakeRequest = FakeRequest>(): FaultList<Request> {
  const faults = new Set<{ fault: ActiveFault<Request>; left: number }>()
  const hooks = new Set<(request: Request) => void | Promise<void>>()
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
export function matcher<Request extends FakeRequest>(
  match: RequestMatch<Request> | undefined,
): (request: Request) => boolean {
  if (match === undefined) return () => true
  if (typeof match === 'function') return match
  return ({ method, path, query }) => {
    match.lastIndex = 0
    return match.test(`${method} ${path}${query.size > 0 ? `?${query}` : ''}`)
  }
}
