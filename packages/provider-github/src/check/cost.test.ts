import { expect, it } from 'vitest'
import { listsOf, type RepositoryTotals } from '../resource.js'
import { resources } from '../resources.js'
import { costOf } from './cost.js'

const bare: RepositoryTotals = {
  path: '/repositories/1',
  fullName: 'acme/web',
  isPrivate: false,
  isEmpty: false,
  isDisabled: false,
  hasIssues: true,
  commits: 0,
  recentCommits: 0,
  items: {},
}

/** Estimated for these repositories, without runs: what a list without items takes is nothing, so a new one changes nothing. */
function estimated(...repositories: Partial<RepositoryTotals>[]) {
  const wanted = repositories.map((one, index) => ({ ...bare, path: `/repositories/${index}`, ...one }))
  const [count, runsSince] = [wanted.length, new Date(0)]
  const totals = { count, lookedAt: count, privateCount: 0, wanted, runsSince }
  const { requests, queries, points } = costOf(totals, null)
  const looks = count
  expect(requests.most).toBe(requests.least)
  // One probe of a point for each list that is probed, one count of new commits and the question who the owner is.
  return {
    requests: requests.least - looks,
    queries: queries - 3,
    points: points - 2 - listsOf(resources).length,
  }
}

it.each<[string, Partial<RepositoryTotals>[], { requests: number; queries: number; points: number }]>([
  ['empty lists, which the probe shows', [{}, {}], { requests: 0, queries: 0, points: 0 }],
  ['commits, 100 in a query', [{ commits: 250 }], { requests: 0, queries: 3, points: 3 }],
  [
    'pull requests, 100 in a query of 4 points, their reviews, 50 in a query, and comments, 50 in a request',
    [{ items: { pullRequests: 250 } }],
    { requests: 5, queries: 3 + 5, points: 3 * 4 + 5 },
  ],
  [
    'few pull requests of two repositories, whose contents come together',
    [{ items: { pullRequests: 10 } }, { items: { pullRequests: 10 } }],
    { requests: 0, queries: 3, points: 1 + 1 + 2 },
  ],
  ['issues, 100 in a request', [{ items: { issues: 150 } }], { requests: 2, queries: 0, points: 0 }],
  ['deployments, 100 in a query', [{ items: { deployments: 250 } }], { requests: 0, queries: 3, points: 3 }],
  [
    'releases, 100 in a request, and as many commits of tags in a query',
    [{ items: { releases: 250 } }],
    { requests: 3, queries: 3, points: 3 },
  ],
  [
    'few releases of two repositories, whose tags come together',
    [{ items: { releases: 10 } }, { items: { releases: 10 } }],
    { requests: 2, queries: 1, points: 1 },
  ],
])('estimates what a first import asks for: %s', (_, repositories, expected) => {
  expect(estimated(...repositories)).toEqual(expected)
})
