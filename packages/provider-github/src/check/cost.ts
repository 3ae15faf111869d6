import { packFirstPages, type SmallList } from '../walk/pack-first-pages.js'
import type { Range } from './range.js'
import { type RunSample, type RunsOf, runsOf } from './sample-runs.js'
import { sumOf } from './sum-of.js'
import type { RepositoryTotals, Totals } from './totals.js'

/** What a first import asks for, by estimate. */
export interface Cost {
  /** REST requests, which count against one budget: between so many, where runs were counted in some repositories only. */
  requests: Range
  /** GraphQL queries, which count against none. */
  queries: number
  /** Points of those queries, against the other. */
  points: number
  /** Workflow runs; null where they can't be counted. */
  runs: Range | null
}

const perPage = 100
const reviewedPerPage = 50
/** From so many on, filtered runs are asked for in parts of the window. */
const mostFilteredRuns = 1_000
const pointsOfProbe = 5
/** GitHub computes a query's points from the lists that it may have to look up, 100 for a point. */
const lookUpsPerPoint = 100

/** By the pages that each resource takes. What the probe shows to be empty is not asked for; of runs it shows nothing. */
export function costOf({ wanted, count, lookedAt }: Totals, sample: RunSample | null): Cost {
  const share = lookedAt === 0 ? 1 : count / lookedAt
  const readable = wanted.filter(({ isDisabled }) => !isDisabled)
  const ofAll = (amountOf: (repository: RepositoryTotals, runs: RunsOf) => number): Range => {
    const total = (end: keyof Range) =>
      Math.round(sumOf(readable, (one) => amountOf(one, (given) => (sample ? runsOf(sample, given)[end] : 0))) * share)
    return { least: total('least'), most: total('most') }
  }
  const lists = costOfLists(readable)
  const probes = Math.ceil(count / perPage)
  return {
    requests: ofAll((repository, runs) => lists.requestsOf(repository) + runRequests(runs(repository))),
    queries: Math.round(lists.queries * share) + probes + 1,
    points: Math.round(lists.points * share) + probes * pointsOfProbe + 1,
    runs: sample && ofAll((repository, runs) => runs(repository)),
  }
}

/** Each run is asked for its jobs. */
function runRequests(runs: number): number {
  const parts = runs > mostFilteredRuns ? Math.ceil(runs / mostFilteredRuns) : 0
  return Math.max(1, pages(runs, perPage)) + parts + runs
}

interface ListKind {
  countOf(repository: RepositoryTotals): number
  perPage: number
  /** Lists inside of an item. */
  inside: number
}

const kinds: readonly ListKind[] = [
  { countOf: ({ isEmpty, commits }) => (isEmpty ? 0 : (commits ?? 0)), perPage, inside: 1 },
  { countOf: ({ pullRequests }) => pullRequests ?? 0, perPage, inside: 0 },
  { countOf: ({ pullRequests }) => pullRequests ?? 0, perPage: reviewedPerPage, inside: 1 },
  { countOf: ({ deployments }) => deployments ?? 0, perPage, inside: 1 },
]
const issues: ListKind = { countOf: (one) => (one.hasIssues ? (one.issues ?? 0) : 0), perPage, inside: 1 }

/** Small lists come together, many in one query; of others each page is one. REST gives issues of large ones, and releases. */
function costOfLists(repositories: readonly RepositoryTotals[]) {
  const cost = { queries: pages(repositories.length, perPage), points: pages(repositories.length, perPage) }
  const packed = (kind: ListKind) => {
    const lists = repositories.map((of): SmallList<RepositoryTotals> => ({ of, count: kind.countOf(of) }))
    const packs = packFirstPages(
      lists.filter(({ count }) => count > 0),
      kind.perPage,
    )
    cost.queries += packs.length
    for (const { of, first } of packs) {
      cost.points += Math.max(1, Math.round((of.length * (1 + first * kind.inside)) / lookUpsPerPoint))
    }
    return new Set(packs.flatMap(({ of }) => of))
  }
  for (const kind of kinds) {
    const together = packed(kind)
    const alone = repositories.filter((repository) => !together.has(repository))
    const each = sumOf(alone, (repository) => pages(kind.countOf(repository), kind.perPage))
    cost.queries += each
    cost.points += each
  }
  const withFewIssues = packed(issues)
  // GitHub lists pull requests as issues too.
  const issuePages = (one: RepositoryTotals) => {
    const count = withFewIssues.has(one) ? 0 : issues.countOf(one)
    return count === 0 ? 0 : pages(count + (one.pullRequests ?? 0), perPage)
  }
  return { ...cost, requestsOf: (one: RepositoryTotals) => issuePages(one) + pages(one.releases ?? 0, perPage) }
}

function pages(items: number, size: number): number {
  return Math.ceil(items / size)
}
