import type { FakeRequest } from '../server/fake-request.js'
import type { FakeFaults, FaultPlace } from './fake-faults.js'
import { type ActiveFault, type FaultList, matcher } from './fault-list.js'

/** The faults that every server can have; a vendor's own are added to the same list. */
export function createFaults<Request extends FakeRequest>(
  list: FaultList<Request>,
  otherOrigin: string,
): FakeFaults<Request> {
  const strike = (place: FaultPlace<Request> | undefined, fault: Omit<ActiveFault<Request>, 'matches'>) =>
    list.add({
      ...fault,
      ...(place?.times !== undefined && { times: place.times }),
      matches: matcher(place?.match),
    })
  return {
    fail: ({ match, kind, ...fault }) => list.add({ ...fault, kind: kind ?? 'answer', matches: matcher(match) }),
    outage({ fromRequest, kind } = {}) {
      const first = fromRequest ?? list.count + 1
      return list.add({ kind: kind ?? 'answer', status: 503, matches: (request) => request.count >= first })
    },
    foreignLinks: (place) => strike(place, { kind: 'foreign-link' }),
    foreignRedirect: (place) =>
      strike(place, { kind: 'answer', status: 302, body: '', headers: { location: `${otherOrigin}/elsewhere` } }),
    onRequest: (hook) => list.addHook(hook),
    restore: () => list.clear(),
  }
}
