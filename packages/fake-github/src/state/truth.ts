import type { FakeAccount } from './account.js'
import type { FakeDeployment } from './deployment.js'
import type { FakeIssue } from './issue.js'
import type { FakeJob } from './job.js'
import type { FakePullRequest } from './pull-request.js'
import type { FakeRelease } from './release.js'
import type { FakeReview } from './review.js'
import type { FakeRun } from './run.js'

/** Who wrote or committed, as git has it, and the account its e-mail belongs to. */
export interface TruePerson {
  name: string
  email: string
  date: Date
  account: FakeAccount | null
}

/** A commit with lines against its first parent, as `git log --numstat` counts them. */
export interface TrueCommit {
  sha: string
  /** First parent first. */
  parents: string[]
  message: string
  author: TruePerson
  committer: TruePerson
  additions: number
  deletions: number
  changedFiles: number
}

/** The repository itself. */
export interface TrueRepository {
  id: number
  nodeId: string
  name: string
  fullName: string
  owner: FakeAccount
  description: string | null
  language: string | null
  stars: number
  forks: number
  isPrivate: boolean
  isFork: boolean
  isArchived: boolean
  isDisabled: boolean
  hasIssues: boolean
  /** Null while it is empty. */
  defaultBranch: string | null
  createdAt: Date
  updatedAt: Date
  pushedAt: Date | null
}

/** Everything the API would tell of a repository: copies, that no later change touches. Deleted authors are null. */
export interface FakeTruth {
  repository: TrueRepository
  /** Reachable from the default branch, by sha, in the order of `git log`. */
  commits: Map<string, TrueCommit>
  /** By number. */
  pullRequests: Map<number, FakePullRequest>
  /** By id; without pending ones, which are seen by their author alone. */
  reviews: Map<number, FakeReview>
  /** By number; there are none to see while issues are off. */
  issues: Map<number, FakeIssue>
  /** By id. */
  runs: Map<number, FakeRun>
  /** By id, of every attempt. */
  jobs: Map<number, FakeJob>
  /** By id. */
  deployments: Map<number, FakeDeployment>
  /** By id. */
  releases: Map<number, FakeRelease>
}
