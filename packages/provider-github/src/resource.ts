import type { DataSourceScript, TableDefinition } from '@data-import/core/provider'
import type { OpenGithub } from './client/open-github.js'
import type { GithubDatabase } from './database.js'
import type { Permission } from './permission.js'

/**
 * Everything that the provider knows of one resource besides how it is read. The scripts, the tables, the probe's query
 * and its marks, the permissions to check and the estimate of a first import all derive from these.
 */
export interface GithubResource {
  /** As scripts name it: `pull-request`. */
  name: string
  /** @param resources all of them, for the script that probes repositories on behalf of the others */
  script(open: OpenGithub, resources: readonly GithubResource[]): DataSourceScript<GithubDatabase>
  /** Webhook events that tell of it. Default: none; it comes with others. https://docs.github.com/en/webhooks/webhook-events-and-payloads */
  events?: readonly string[]
  /** The tables that it writes, those of the people it meets apart. */
  tables: readonly TableDefinition[]
  /** Default: what every token of the owner may read. */
  permission?: Permission
  /** What belongs to the owner has no part in a repository that is disabled or empty. */
  within: 'owner' | 'repository'
  /** The list whose mark says whether anything has changed; several resources may share one. Default: no list does. */
  list?: RepositoryList
  /** Why there is nothing of it in a repository, by what the repository's own entry says; undefined if it doesn't say. */
  nothingIn?(repository: RepositoryFacts): string | undefined
  /** What a first import without a token takes in a repository, in requests; or why it is not available without one. */
  withoutToken: number | string
  /** What a first import asks for. Default: nothing that depends on the repository. */
  cost?: ListCost | RunCost
}

/** A list of a repository in GraphQL, as the probe and the check look at it. */
export interface RepositoryList {
  /** Name of the field: `pullRequests`. */
  field: string
  /** The order in which the first item tells of the last change. */
  orderBy: 'CREATED_AT' | 'UPDATED_AT'
}

/** What an entry in a list of repositories says of what is in one. */
export interface RepositoryFacts {
  isEmpty: boolean
  hasIssues: boolean
}

/** How the items of a list are read for the first time. */
export interface ListCost {
  countOf(repository: RepositoryTotals): number
  /** What one item is called, for people. Default: it isn't counted for them, as another resource counts it. */
  unit?: string
  perPage: number
  /** Whether small lists of several repositories come in one query of GraphQL. */
  isTogether?: boolean
  /** Whether its pages come by REST, and queries say the rest of their items: for several small lists in one, else page by page. */
  isCompleted?: boolean
  /** How many lists each item holds in GraphQL. Default: 0. */
  inside?: number
  /** Which of the two quotas the pages of one repository's list count against. */
  pagesOf: 'rest' | 'graphql'
  /** What else the pages of one repository's list hold. Default: nothing. */
  besides?(repository: RepositoryTotals): number
}

/** What is asked for by the number of workflow runs, of which only a sample is counted. */
export interface RunCost {
  /** @param end whether the least or the most is wanted, where it depends on more than their number */
  requestsOfRuns(runs: number, end: 'least' | 'most'): number
  /** Queries that so many runs take at most. Default: none. */
  queriesOfRuns?(runs: number): number
}

/** What one repository has, as far as it says so without being read. */
export interface RepositoryTotals extends RepositoryFacts {
  path: string
  fullName: string
  isPrivate: boolean
  isDisabled: boolean
  /** Null where the token may not see them. */
  commits: number | null
  /** Commits since the runs begin that are imported. */
  recentCommits: number
  /** Items of each list by its field; null where the token may not see it. */
  items: Readonly<Record<string, number | null>>
}

/** The lists of some resources, each once. */
export function listsOf(resources: readonly GithubResource[]): RepositoryList[] {
  return [...new Map(resources.flatMap(({ list }) => (list ? [[list.field, list] as const] : []))).values()]
}

/** How a list that small repositories share, and that GraphQL pages, is read for the first time. */
export function listCost(list: RepositoryList, cost: Partial<ListCost> = {}): ListCost {
  return { countOf: ({ items }) => items[list.field] ?? 0, perPage: 100, pagesOf: 'graphql', ...cost }
}
