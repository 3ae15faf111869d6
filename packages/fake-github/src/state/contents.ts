import type { FakeComment } from './comment.js'
import type { FakeDeployment } from './deployment.js'
import type { FakeIssue } from './issue.js'
import type { FakeJob } from './job.js'
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

interface Kind {
  /** GraphQL's type. */
  readonly type: string
  /** What its node ids begin with. */
  readonly prefix: string
  /** Ids start where GitHub's are by now: many no longer fit 32 bits. */
  readonly firstId: number
}

/** What is said of each kind once. */
export const kinds = {
  pullRequests: { type: 'PullRequest', prefix: 'PR', firstId: 2_300_000_001 },
  reviews: { type: 'PullRequestReview', prefix: 'PRR', firstId: 2_700_000_001 },
  comments: { type: 'IssueComment', prefix: 'IC', firstId: 2_600_000_001 },
  issues: { type: 'Issue', prefix: 'I', firstId: 3_100_000_001 },
  workflows: { type: 'Workflow', prefix: 'W', firstId: 60_000_001 },
  runs: { type: 'WorkflowRun', prefix: 'WFR', firstId: 9_000_000_001 },
  jobs: { type: 'CheckRun', prefix: 'CR', firstId: 25_000_000_001 },
  deployments: { type: 'Deployment', prefix: 'DE', firstId: 1_500_000_001 },
  releases: { type: 'Release', prefix: 'RE', firstId: 150_000_001 },
} as const satisfies Record<keyof Contents, Kind>

/** GraphQL's type of a kind. */
export type ContentType = (typeof kinds)[keyof Contents]['type']

/** Nothing yet. */
export function noContents(): Contents {
  return mapContents(() => new Map<number, never>())
}

/** Makes something of the rows of each kind. */
export function mapContents(make: (kind: keyof Contents) => Map<number, never>): Contents {
  const all = Object.keys(kinds) as (keyof Contents)[] // the keys of the record above
  return Object.fromEntries(all.map((kind) => [kind, make(kind)])) as unknown as Contents // one entry for each of them
}

/** The rows that GraphQL shows as this type; undefined if it shows none of them. */
export function contentOf(contents: Contents, type: string): ReadonlyMap<number, unknown> | undefined {
  const kind = Object.entries(kinds).find(([, one]) => one.type === type)?.[0] as keyof Contents | undefined // its keys
  return kind && contents[kind]
}
