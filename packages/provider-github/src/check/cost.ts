import { type RunSample, runsOf } from './sample-runs.js'
import { sumOf } from './sum-of.js'
import type { RepositoryTotals, Totals } from './totals.js'

/** What a first import asks for, by estimate. */
export interface Cost {
  /** REST requests, which count against one budget. */
  requests: number
  /** GraphQL queries, which count against none. */
  queries: number
  /** Points of those queries, against the other. */
  points: number
  /** Workflow runs; null where they can't be counted. */
  runs: number | null
}

const perPage = 100
const reviewedPerPage = 50
/** From so many on, filtered runs are asked for in parts of the window. */
const mostFilteredRuns = 1_000
const pointsOfProbe = 5

/** By the pages that each resource takes. What the probe shows to be empty is not asked for; of runs it shows nothing. */
export function costOf({ wanted, count, lookedAt }: Totals, sample: RunSample | null): Cost {
  const share = lookedAt === 0 ? 1 : count / lookedAt
  const readable = wanted.filter(({ isDisabled }) => !isDisabled)
  const runs = sample && sumOf(readable, (repository) => runsOf(sample, repository)) * share
  const requests = sumOf(readable, (repository) => restRequests(repository, sample ? runsOf(sample, repository) : 0))
  const queries = sumOf(readable, graphqlQueries) * share
  const probes = Math.ceil(count / perPage)
  return {
    requests: Math.round(requests * share),
    queries: Math.round(queries) + probes + 1,
    points: Math.round(queries) + probes * pointsOfProbe + 1,
    runs: runs === null ? null : Math.round(runs),
  }
}

/** GitHub lists pull requests as issues too; each run is asked for its jobs. */
function restRequests({ hasIssues, issues, pullRequests, releases }: RepositoryTotals, runs: number): number {
  const issuePages = hasIssues && issues ? pages(issues + (pullRequests ?? 0), perPage) : 0
  const parts = runs > mostFilteredRuns ? Math.ceil(runs / mostFilteredRuns) : 0
  return issuePages + pages(releases ?? 0, perPage) + Math.max(1, pages(runs, perPage)) + parts + runs
}

/** A point each. */
function graphqlQueries({ isEmpty, commits, pullRequests, deployments }: RepositoryTotals): number {
  return (
    (isEmpty ? 0 : Math.max(1, pages(commits ?? 0, perPage))) +
    pages(pullRequests ?? 0, perPage) +
    pages(pullRequests ?? 0, reviewedPerPage) +
    pages(deployments ?? 0, perPage)
  )
}

function pages(items: number, size: number): number {
  return Math.ceil(items / size)
}
