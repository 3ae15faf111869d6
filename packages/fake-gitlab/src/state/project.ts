import type { CommitGraph } from '../git/commit-graph.js'
import type { FakeAccount } from './account.js'
import type { FakeDeployment } from './deployment.js'
import type { FakeIssue } from './issue.js'
import type { FakeMergeRequest } from './merge-request.js'
import type { FakePipeline } from './pipeline.js'
import type { FakeRelease } from './release.js'

/** Parts of a project that can be switched off. */
export type Feature = 'repository' | 'merge_requests' | 'issues' | 'builds' | 'releases' | 'environments'

/** `refused`: switched on, and not for these tokens. */
export type FeatureLevel = 'enabled' | 'private' | 'disabled' | 'refused'

/** A project. */
export interface FakeProject {
  readonly id: number
  path: string
  name: string
  /** Full path of the group or user. */
  namespace: string
  description: string | null
  visibility: 'public' | 'internal' | 'private'
  isArchived: boolean
  readonly forkedFrom: number | null
  stars: number
  forks: number
  language: string | null
  defaultBranch: string
  readonly graph: CommitGraph
  readonly features: Map<Feature, FeatureLevel>
  /** Members of this project alone. */
  readonly members: FakeAccount[]
  /** By number. */
  readonly mergeRequests: Map<number, FakeMergeRequest>
  readonly issues: Map<number, FakeIssue>
  /** By id. */
  readonly pipelines: Map<number, FakePipeline>
  readonly deployments: Map<number, FakeDeployment>
  /** By tag. */
  readonly releases: Map<string, FakeRelease>
  readonly nextIid: { mergeRequest: number; issue: number; pipeline: number; deployment: number }
  readonly createdAt: Date
  updatedAt: Date
  /** Moves at most once an hour: https://docs.gitlab.com/api/projects/ */
  lastActivityAt: Date
}

/** `group/sub/project`. */
export function fullPath(project: Pick<FakeProject, 'namespace' | 'path'>): string {
  return `${project.namespace}/${project.path}`
}
