import { type ActiveFault, type FaultList, matcher } from '@data-import/fake-server'
import { nodesOf } from '../graphql/query-size.js'
import type { FakeFaults, FakeRequest, FaultPlace } from './fake-faults.js'

const documentation = 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits'
const secondary = {
  message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  documentation_url: documentation,
}
const timeout = {
  data: null,
  errors: [{ message: 'Something went wrong while executing your query. This may be the result of a timeout.' }],
}

/** The ways in which tests make the server fail. */
export function createFaults(list: FaultList<FakeRequest>, otherOrigin: string): FakeFaults {
  const answer = (place: FaultPlace | undefined, fault: Partial<ActiveFault<FakeRequest>>) =>
    list.add({ kind: 'answer', ...fault, ...times(place?.times), matches: fault.matches ?? matcher(place?.match) })
  const message = (text: string) => ({ message: text, documentation_url: 'https://docs.github.com/rest' })
  return {
    fail: ({ match, kind, ...fault }) => list.add({ ...fault, kind: kind ?? 'answer', matches: matcher(match) }),
    secondaryLimit: (place) =>
      answer(place, { status: 403, body: secondary, headers: { 'retry-after': String(place.retryAfterSeconds) } }),
    secondaryLimitInBody: (place) => answer(place, { status: 403, body: secondary }),
    graphqlRateLimited: (place) =>
      answer(place, {
        status: 200,
        body: { errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }] },
        headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-resource': 'graphql' },
        matches: (request) => request.graphql !== null && matcher(place?.match)(request),
      }),
    graphqlTimeout: ({ first, maximumNodes, onlyLineStats, times: count }) =>
      answer(count === undefined ? {} : { times: count }, {
        status: 502,
        body: timeout,
        matches(request) {
          if (!request.graphql) return false
          if (onlyLineStats && !/\b(additions|deletions)\b/.test(request.graphql.query)) return false
          const size = nodesOf(request.body)
          return size.largestFirst > (first ?? Infinity) || size.nodes > (maximumNodes ?? Infinity)
        },
      }),
    expiredToken: (place) => answer(place, { status: 401, body: { ...message('Bad credentials'), status: '401' } }),
    singleSignOn: (place) =>
      answer(place, {
        status: 403,
        body: message('Resource protected by organization SAML enforcement. You must grant your token access.'),
        headers: { 'x-github-sso': 'required; url=https://github.example.com/orgs/acme/sso?authorization_request=A1' },
      }),
    notAccessible: (place) =>
      answer(place, {
        status: 403,
        body: message('Resource not accessible by personal access token'),
        headers: { 'x-accepted-github-permissions': 'metadata=read' },
      }),
    outage({ fromRequest, kind } = {}) {
      const first = fromRequest ?? list.count + 1
      return answer(undefined, {
        ...(kind && { kind }),
        status: 503,
        body: message('Service unavailable'),
        matches: (request) => request.count >= first,
      })
    },
    foreignNextLink: (place) => answer(place, { kind: 'foreign-link' }),
    foreignRedirect: (place) =>
      answer(place, { status: 302, body: '', headers: { location: `${otherOrigin}/elsewhere` } }),
    onRequest: (hook) => list.addHook(hook),
    restore: () => list.clear(),
  }
}

function times(count: number | undefined): { times?: number } {
  return count === undefined ? {} : { times: count }
}
