import type { FakeAccount } from './account.js'
import type { Contents } from './contents.js'

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

/**
 * Everything the API would tell of a repository: copies, that no later change touches. Deleted authors are null. Pending
 * reviews are left out, which their author alone sees, and so are issues while they are switched off.
 */
export interface FakeTruth extends Contents {
  repository: TrueRepository
  /** Reachable from the default branch, by sha, in the order of `git log`. */
  commits: Map<string, TrueCommit>
}
