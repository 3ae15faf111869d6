import type { FakeComment } from './comment.js'
import type { FakeDeployment } from './deployment.js'
import type { FakeIssue } from './issue.js'
import type { FakeJob } from './job.js'
import type { NodeType } from './node-id.js'
import type { FakePullRequest } from './pull-request.js'
import type { FakeRelease } from './release.js'
import type { FakeReview } from './review.js'
import type { FakeRun } from './run.js'
import type { FakeWorkflow } from './workflow.js'

/** What stands in a repository beside its commits: the rows of each kind, pull requests and issues by number, others by id. */
export interface Contents {
  readonly pullRequests: Map<number, FakePullRequest>
  readonly reviews: Map<number, FakeReview>
  /** On pull requests. */
  readonly comments: Map<number, FakeComment>
  readonly issues: Map<number, FakeIssue>
  readonly workflows: Map<number, FakeWorkflow>
  readonly runs: Map<number, FakeRun>
  /** Of every attempt. */
  readonly jobs: Map<number, FakeJob>
  readonly deployments: Map<number, FakeDeployment>
  readonly releases: Map<number, FakeRelease>
}

/** GraphQL's type of each kind. */
const types: Readonly<Record<keyof Contents, NodeType>> = {
  pullRequests: 'PullRequest',
  reviews: 'PullRequestReview',
  comments: 'IssueComment',
  issues: 'Issue',
  workflows: 'Workflow',
  runs: 'WorkflowRun',
  jobs: 'CheckRun',
  deployments: 'Deployment',
  releases: 'Release',
}

/** Nothing yet. */
export function noContents(): Contents {
  return mapContents(() => new Map<number, never>())
}

/** Makes something of the rows of each kind. */
export function mapContents(make: (kind: keyof Contents) => Map<number, never>): Contents {
  const kinds = Object.keys(types) as (keyof Contents)[] // the keys of the record above
  return Object.fromEntries(kinds.map((kind) => [kind, make(kind)])) as unknown as Contents // one entry for each of them
}

/** The rows that GraphQL shows as this type; undefined if it shows none of them. */
export function contentOf(contents: Contents, type: NodeType): ReadonlyMap<number, unknown> | undefined {
  const kind = Object.entries(types).find(([, one]) => one === type)?.[0] as keyof Contents | undefined // its keys
  return kind && contents[kind]
}
