import type { GitStore } from '../git/git-store.js'
import type { FakeAccount } from './account.js'
import type { FakeDeployment } from './deployment.js'
import type { FakeIssue } from './issue.js'
import type { FakeJob } from './job.js'
import type { FakePullRequest } from './pull-request.js'
import type { FakeRelease } from './release.js'
import type { FakeReview } from './review.js'
import type { FakeRun } from './run.js'

/** A repository as the server keeps it. */
export interface RepositoryState {
  readonly id: number
  readonly nodeId: string
  readonly git: GitStore
  name: string
  owner: FakeAccount
  description: string | null
  language: string | null
  stars: number
  forks: number
  isPrivate: boolean
  isFork: boolean
  isArchived: boolean
  isDisabled: boolean
  /** Why it answers 451, null if it doesn't. */
  blockReason: string | null
  hasIssues: boolean
  defaultBranch: string
  readonly createdAt: Date
  updatedAt: Date
  pushedAt: Date | null
  readonly pullRequests: Map<number, FakePullRequest>
  readonly reviews: Map<number, FakeReview>
  readonly issues: Map<number, FakeIssue>
  readonly runs: Map<number, FakeRun>
  readonly jobs: Map<number, FakeJob>
  readonly deployments: Map<number, FakeDeployment>
  readonly releases: Map<number, FakeRelease>
  /** The next number of an issue or pull request, which share them. */
  nextNumber: number
  nextRunNumber: number
  /** Id by name. */
  readonly workflows: Map<string, number>
}

/** `owner/name`. */
export function fullName(repository: RepositoryState): string {
  return `${repository.owner.login}/${repository.name}`
}

/** Head of the default branch, null while the repository is empty. */
export function headOf(repository: RepositoryState): string | null {
  return repository.git.heads.get(repository.defaultBranch) ?? null
}
