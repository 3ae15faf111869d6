import { type ListCost, listsOf, type RepositoryTotals } from '../resource.js'
import { resources } from '../resources.js'
import { packFirstPages } from '../walk/pack-first-pages.js'
import type { Range } from './range.js'
import { type RunSample, runsOf } from './sample-runs.js'
import { sumOf } from './sum-of.js'
import type { Totals } from './totals.js'

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

const repositoriesPerPage = 100
/** GitHub computes a query's points from the lists that it may have to look up, 100 for a point. */
const lookUpsPerPoint = 100

/** By the pages that each resource takes. What the probe shows to be empty is not asked for; of runs it shows nothing. */
export function costOf({ wanted, count, lookedAt }: Totals, sample: RunSample | null): Cost {
  const share = lookedAt === 0 ? 1 : count / lookedAt
  const readable = wanted.filter(({ isDisabled }) => !isDisabled)
  const lists = costsOfLists(readable)
  const ofRuns = resources.flatMap(({ cost }) => (cost && 'requestsOfRuns' in cost ? cost : []))
  const ofAll = (amountOf: (repository: RepositoryTotals, runs: number, end: keyof Range) => number): Range => {
    const total = (end: keyof Range) =>
      Math.round(sumOf(readable, (one) => amountOf(one, sample ? runsOf(sample, one)[end] : 0, end)) * share)
    return { least: total('least'), most: total('most') }
  }
  const probes = pages(count, repositoriesPerPage)
  const pointsOfProbe = pointsOf(1 + repositoriesPerPage * listsOf(resources).length)
  // Commits of repositories that were never imported are counted first, many in one query.
  const counting = pages(readable.length, repositoriesPerPage)
  const runs = sample && ofAll((_, runs) => runs)
  // Those of small repositories come together, so the least of them tells.
  const queriesOfRuns = sumOf(ofRuns, (cost) => cost.queriesOfRuns?.(runs?.least ?? 0) ?? 0)
  const queries = counting + sumOf(lists, (one) => one.queries)
  const points = counting + sumOf(lists, (one) => one.points)
  return {
    requests: ofAll(
      (one, runs, end) =>
        sumOf(lists, (list) => list.requestsOf(one)) + sumOf(ofRuns, (cost) => cost.requestsOfRuns(runs, end)),
    ),
    queries: Math.round(queries * share) + queriesOfRuns + probes + 1,
    points: Math.round(points * share) + queriesOfRuns + probes * pointsOfProbe + 1,
    runs,
  }
}

/** What the lists of all resources take. */
export function costsOfLists(repositories: readonly RepositoryTotals[]) {
  return resources.flatMap(({ name, cost }) =>
    cost && 'countOf' in cost ? { resource: name, ...costOfList(cost, repositories) } : [],
  )
}

/** Small lists come together, many in one query; of the others each page is a query or a request. */
function costOfList(cost: ListCost, repositories: readonly RepositoryTotals[]) {
  const lists = repositories.map((of) => ({ of, count: cost.countOf(of) })).filter(({ count }) => count > 0)
  const packs = cost.isTogether || cost.isCompleted ? packFirstPages(lists, cost.perPage) : []
  const together = new Set(packs.flatMap(({ of }) => of))
  const { inside = 0 } = cost
  const pagesOf = (one: RepositoryTotals) => {
    const count = cost.countOf(one)
    return count === 0 ? 0 : pages(count + (cost.besides?.(one) ?? 0), cost.perPage)
  }
  const pagesOfAlone = (one: RepositoryTotals) => (together.has(one) ? 0 : pagesOf(one))
  const queried = cost.pagesOf === 'graphql' || cost.isCompleted ? sumOf(repositories, pagesOfAlone) : 0
  return {
    queries: packs.length + queried,
    points:
      queried * pointsOf(1 + cost.perPage * inside) +
      sumOf(packs, ({ of, first }) => pointsOf(of.length * (1 + first * inside))),
    requestsOf(one: RepositoryTotals) {
      if (cost.pagesOf !== 'rest') return 0
      return cost.isCompleted ? pagesOf(one) : pagesOfAlone(one)
    },
  }
}

function pointsOf(lookUps: number): number {
  return Math.max(1, Math.round(lookUps / lookUpsPerPoint))
}

function pages(items: number, size: number): number {
  return Math.ceil(items / size)
}
