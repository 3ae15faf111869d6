import type { TableDefinition } from '@data-import/core/provider'
import type { FakeRepository, FakeTruth } from '@data-import/fake-github'
import type { GithubResource } from '../resource.js'

/** Rows by model and external id, with the fields that are compared. References in them are external ids too. */
export type Rows = Record<string, Record<string, unknown>>

/** A mapping, called with what GitHub may never send: the casts are the point. */
export interface Mapping {
  name: string
  /** A whole record, as GitHub's documentation describes it. */
  whole: object
  table: TableDefinition
  map(given: never): object | null
}

/** How a repository is filled. */
export interface FillOptions {
  /** @param days later than where this one begins */
  at(days?: number): Date
  /** What its texts are; undefined where any will do. */
  text: string | undefined
}

/** What the tests of all resources know of one. */
export interface ResourceDouble {
  resource: GithubResource
  mappings: readonly Mapping[]
  /** What a repository must have become, of each of the resource's tables: worked out from the truth and not from any answer. */
  expected?(truth: FakeTruth): Rows
  /** Adds one. Default: another resource's does. */
  fill?(repository: FakeRepository, options: FillOptions): Promise<unknown>
  /** Adds one of which GitHub says as little as it may. */
  fillBare?(repository: FakeRepository): Promise<unknown>
  /** Answers of GitHub's REST API, by its description, that an import takes with and without a change. */
  answers?: readonly string[]
}

/** The records of a kind by their id. */
export function byId<Record extends { id: number }>(
  records: Iterable<Record>,
  rowOf: (record: Record) => object,
): { [externalId: string]: object } {
  return Object.fromEntries(Array.from(records, (record) => [String(record.id), rowOf(record)]))
}
