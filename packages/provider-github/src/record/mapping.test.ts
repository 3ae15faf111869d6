import { ImportError, type TableDefinition } from '@data-import/core/provider'
import {
  commitTable,
  contributorTable,
  deploymentTable,
  issueTable,
  jobTable,
  pipelineRunTable,
  pipelineTable,
  pullRequestCommentTable,
  pullRequestTable,
  releaseTable,
  repositoryTable,
  reviewTable,
} from '@data-import/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commitRow, restCommitRow } from '../commit/commit-row.js'
import { deploymentRow } from '../deployment/deployment-row.js'
import { issueRow } from '../issue/issue-row.js'
import { jobRow } from '../job/job-row.js'
import { graphqlAccount, restAccount } from '../people/account.js'
import { contributorRow } from '../people/contributor-row.js'
import { pipelineRow, pipelineRowOfRun } from '../pipeline/pipeline-row.js'
import { pipelineRunRow } from '../pipeline-run/pipeline-run-row.js'
import { pullRequestRow, restPullRequestRow } from '../pull-request/pull-request-row.js'
import { pullRequestCommentRow } from '../pull-request-comment/pull-request-comment-row.js'
import { releaseRow } from '../release/release-row.js'
import { listedRepository } from '../repository/list-repositories.js'
import { probedRepository } from '../repository/probed-repository.js'
import { resources } from '../resources.js'
import { reviewRow } from '../review/review-row.js'
import * as deliveryRecords from '../testing/delivery-records.js'
import * as githubRecords from '../testing/github-records.js'
import { mappedPeople, octo } from '../testing/mapped-people.js'

type Row = Readonly<Record<string, unknown>>

/** A mapping, called with what GitHub may never send: the casts are the point. */
interface Mapping {
  name: string
  whole: object
  table: TableDefinition
  map(given: never): object | null
}

const owner = { key: '42', id: 'row of 42' }
const web = { id: 'row of 42', fullName: 'acme/web' }
const ids = { idOf: (_: TableDefinition, externalId: string) => `row of ${externalId}` }
const at = '2026-02-01T00:00:00.000Z'
const people = () => mappedPeople().people
const records = { ...githubRecords, ...deliveryRecords }
const mappings: Mapping[] = [
  {
    name: 'commitRow',
    whole: records.graphqlCommit,
    table: commitTable,
    map: (one) => commitRow(one, owner, people()),
  },
  {
    name: 'restCommitRow',
    whole: records.restCommit,
    table: commitTable,
    map: (one) => restCommitRow(one, owner, people()),
  },
  {
    name: 'pullRequestRow',
    whole: records.graphqlPullRequest,
    table: pullRequestTable,
    map: (one) => pullRequestRow(one, [], 'id', people()),
  },
  {
    name: 'restPullRequestRow',
    whole: records.restPullRequest,
    table: pullRequestTable,
    map: (one) => restPullRequestRow(one, 'id', people()),
  },
  { name: 'reviewRow', whole: records.graphqlReview, table: reviewTable, map: (one) => reviewRow(one, 'id', people()) },
  { name: 'issueRow', whole: records.restIssue, table: issueTable, map: (one) => issueRow(one, 'id', people()) },
  {
    name: 'pipelineRunRow',
    whole: records.restRun,
    table: pipelineRunTable,
    map: (one) => pipelineRunRow(one, 'id', people(), ids),
  },
  { name: 'pipelineRow', whole: records.restWorkflow, table: pipelineTable, map: (one) => pipelineRow(one, web) },
  { name: 'pipelineRowOfRun', whole: records.restRun, table: pipelineTable, map: (one) => pipelineRowOfRun(one, web) },
  {
    name: 'pullRequestCommentRow of a file',
    whole: records.restReviewComment,
    table: pullRequestCommentTable,
    map: (one) => pullRequestCommentRow(one, 'id', people(), ids),
  },
  {
    name: 'pullRequestCommentRow of the conversation',
    whole: records.restIssueComment,
    table: pullRequestCommentTable,
    map: (one) => pullRequestCommentRow(one, 'id', people(), ids),
  },
  { name: 'jobRow', whole: records.restJob, table: jobTable, map: (one) => jobRow(one, 'id', null) },
  {
    name: 'deploymentRow',
    whole: records.graphqlDeployment,
    table: deploymentTable,
    map: (one) => deploymentRow(one, statusesOf(one), web, people(), ids),
  },
  {
    name: 'releaseRow',
    whole: records.restRelease,
    table: releaseTable,
    map: (one) => releaseRow(one, new Map(), 'id', people()),
  },
  {
    name: 'probedRepository',
    whole: records.probed,
    table: repositoryTable,
    map: (one) => probedRepository(one, resources, at)?.row ?? null,
  },
  {
    name: 'listedRepository',
    whole: records.restRepository,
    table: repositoryTable,
    map: (one) => listedRepository(one, resources, at).row,
  },
  {
    name: 'contributorRow of REST',
    whole: octo.rest,
    table: contributorTable,
    map: (one) => contributorRow(restAccount(one)),
  },
  {
    name: 'contributorRow of GraphQL',
    whole: octo.graphql,
    table: contributorTable,
    map: (one) => contributorRow(graphqlAccount(one)),
  },
]

/** The walk hands over those that are there. */
function statusesOf(deployment: { statuses?: { nodes?: unknown } } | null) {
  const nodes = deployment?.statuses?.nodes
  return Array.isArray(nodes) ? nodes.filter((node) => typeof node === 'object' && node !== null) : []
}

const oddValue = fc.oneof(
  fc.constantFrom(undefined, null, '', ' ', 0, -1, 1.5, 1e300, true, [], [null], {}, '7', 'not a date'),
  fc.constantFrom('constructor', '__proto__', 'toString', '0000-00-00T00:00:00Z', '2026-13-01T00:00:00Z', 12n),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Every place in a record, as the keys that lead to it. */
function placesOf(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, inner]) => placesOf(inner, [...path, key]))]
}

function replaced(value: unknown, [key, ...rest]: readonly string[], odd: unknown): unknown {
  if (key === undefined) return odd
  if (typeof value !== 'object' || value === null) return value
  const copy = Array.isArray(value) ? [...value] : { ...value }
  return Object.assign(copy, { [key]: replaced((value as Row)[key], rest, odd) })
}

/** Whole records, of which up to three places hold something else. */
function brokenRecord(whole: object): fc.Arbitrary<unknown> {
  const change = fc.tuple(fc.constantFrom(...placesOf(whole)), oddValue)
  const changes = fc.array(change, { minLength: 1, maxLength: 3 })
  return changes.map((list) => list.reduce<unknown>((record, [path, odd]) => replaced(record, path, odd), whole))
}

/** What saving would take for right though it is wrong: it refuses other types itself, and names the record. */
function expectNoWrongRow(row: Row, table: TableDefinition): void {
  expect(String(row.externalId)).toMatch(table === commitTable ? /^.+@42$/s : /^[1-9]\d*$/)
  for (const [field, { type }] of Object.entries(table.columns)) {
    const value = row[field] ?? null
    if (type === 'timestamp') expect(value === null || !Number.isNaN((value as Date).getTime())).toBe(true)
    if (field === 'status') expect(['QUEUED', 'RUNNING', 'WAITING', 'DONE', null]).toContain(value)
    if (field === 'result') expect(['SUCCESS', 'FAILURE', 'CANCELLED', 'SKIPPED', null]).toContain(value)
    if (field.endsWith('Sha')) expect(value).not.toBe('undefined')
    if (field.endsWith('Id') && value !== null) expect(String(value)).not.toMatch(/undefined|null|object/)
  }
  if (row.state === 'MERGED' && row.originalState !== 'MERGED') expect(row.mergedAt).toBeInstanceOf(Date)
}

describe.each(mappings)('$name', ({ whole, table, map }) => {
  const expectRowOrError = (given: unknown) => {
    let row: object | null
    try {
      row = map(given as never)
    } catch (error) {
      if (!ImportError.isInstance(error)) throw error
      expect(error.message).toMatch(/^GitHub's answer has /)
      return
    }
    if (row !== null) expectNoWrongRow(row as Row, table)
  }

  it('maps the whole record', () => {
    expect(map(whole as never)).toHaveProperty('externalId')
  })

  it('makes no wrong row of a record with something else in some places, or says what is wrong', () => {
    fc.assert(fc.property(brokenRecord(whole), expectRowOrError), { numRuns: 1_500, seed: 7 })
  })

  it('makes no row of anything', () => {
    fc.assert(fc.property(oddValue, expectRowOrError), { numRuns: 200, seed: 7 })
  })
})
