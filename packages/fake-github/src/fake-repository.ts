import type { FakeAccount } from './state/account.js'
import type { DeploymentStatusState, FakeDeployment } from './state/deployment.js'
import type { FakeIssue } from './state/issue.js'
import type { FakePullRequest } from './state/pull-request.js'
import type { FakeRelease } from './state/release.js'
import type { FakeReview, ReviewState } from './state/review.js'
import type { FakeRun, RunConclusion, RunStatus } from './state/run.js'
import type { FakeTruth } from './state/truth.js'

/** Who is named in a commit. */
export interface Person {
  readonly name: string
  readonly email: string
}

/** What is pushed onto a branch. */
export interface PushOptions {
  /** Default 1. */
  readonly commits?: number
  /** Default the default branch. */
  readonly branch?: string
  /** Default: one of the owner's accounts. */
  readonly author?: Person | FakeAccount
  readonly message?: string
  /** Path and text of the files of the (last) commit; default: made up. */
  readonly files?: Readonly<Record<string, string>>
  /** Of each commit; default now. */
  readonly committedAt?: Date
  /** Default `committedAt`. */
  readonly authoredAt?: Date
}

/** A side branch, committed long ago, that reaches the default branch now. */
export interface LateMergeOptions {
  readonly commits: number
  /** Committer date of the side branch's commits. */
  readonly committedAt: Date
  /** False moves the branch forward without a merge commit. Default true. */
  readonly mergeCommit?: boolean
}

/** How the default branch is rewritten. */
export interface ForcePushOptions {
  /** How many of the newest commits go. Default 1. */
  readonly drop?: number
  /** How many come instead. Default 1. */
  readonly commits?: number
  /** The dropped commits answer 404, as after GitHub's garbage collection. Default false. */
  readonly isOldHeadGone?: boolean
}

/** A new pull request; what isn't given is made up. */
export interface PullRequestOptions {
  readonly title?: string
  readonly body?: string | null
  /** Null: a deleted user. */
  readonly author?: FakeAccount | string | null
  readonly isDraft?: boolean
  /** Default 1. */
  readonly commits?: number
  readonly headRepository?: 'same' | 'gone'
  /** Default now. */
  readonly createdAt?: Date
}

/** A new issue; what isn't given is made up. */
export interface IssueOptions {
  readonly title?: string
  readonly body?: string | null
  readonly author?: FakeAccount | string | null
  readonly labels?: readonly string[]
  readonly createdAt?: Date
}

/** A new workflow run; what isn't given is made up. */
export interface RunOptions {
  readonly name?: string
  readonly event?: string
  readonly headSha?: string
  readonly headBranch?: string
  readonly actor?: FakeAccount | string | null
  /** Default `in_progress`. */
  readonly status?: RunStatus
  /** Names of its jobs; default `build`, `test`. */
  readonly jobs?: readonly string[]
  readonly createdAt?: Date
}

/** A new deployment; what isn't given is made up. */
export interface DeployOptions {
  readonly environment?: string
  readonly sha?: string
  readonly ref?: string
  readonly creator?: FakeAccount | string | null
  readonly createdAt?: Date
}

/** A release; what isn't given is made up, or stays. */
export interface ReleaseOptions {
  readonly tagName?: string
  readonly name?: string | null
  readonly body?: string | null
  readonly isDraft?: boolean
  readonly isPrerelease?: boolean
  readonly author?: FakeAccount | string | null
  readonly createdAt?: Date
}

/** One repository: its values are live, its verbs change it as people would. */
export interface FakeRepository {
  readonly id: number
  readonly nodeId: string
  readonly name: string
  readonly fullName: string
  readonly defaultBranch: string
  /** The bare git repository that is served. */
  readonly directory: string
  /** Head of a branch, default the default branch; null if there is none. */
  head(branch?: string): string | null

  /** Each moves refs of the git repository and resolves to the new head of the branch. */
  push(options?: PushOptions): Promise<string>
  lateMerge(options: LateMergeOptions): Promise<string>
  forcePush(options?: ForcePushOptions): Promise<string>
  /** Drops every branch: the repository is empty. */
  empty(): void

  rename(name: string): void
  transfer(ownerLogin: string): void
  remove(): void
  /** Default true. */
  archive(isArchived?: boolean): void
  /** 451 until unblocked. Default reason `dmca`. */
  block(reason?: string | null): void
  /** 403 until enabled. Default true. */
  disable(isDisabled?: boolean): void
  setIssues(isEnabled: boolean): void
  setPrivate(isPrivate: boolean): void
  describe(description: string | null): void
  setDefaultBranch(branch: string): void

  openPullRequest(options?: PullRequestOptions): Promise<FakePullRequest>
  /** Changes a title, body or draft, or pushes `commits` more to its branch. */
  updatePullRequest(
    number: number,
    options?: Pick<PullRequestOptions, 'title' | 'body' | 'isDraft' | 'commits'>,
  ): Promise<FakePullRequest>
  reviewPullRequest(
    number: number,
    options?: {
      readonly state?: ReviewState
      readonly body?: string
      readonly author?: FakeAccount | string | null
      readonly submittedAt?: Date
    },
  ): Promise<FakeReview>
  /** As with the last comment of one without words of its own. */
  deleteReview(id: number): Promise<void>
  mergePullRequest(
    number: number,
    options?: { readonly mergedBy?: FakeAccount | string | null; readonly mergedAt?: Date },
  ): Promise<FakePullRequest>
  closePullRequest(number: number, options?: { readonly closedAt?: Date }): Promise<FakePullRequest>
  reopenPullRequest(number: number): Promise<FakePullRequest>

  openIssue(options?: IssueOptions): Promise<FakeIssue>
  updateIssue(number: number, options?: Pick<IssueOptions, 'title' | 'body' | 'labels'>): Promise<FakeIssue>
  closeIssue(
    number: number,
    options?: { readonly reason?: 'COMPLETED' | 'NOT_PLANNED'; readonly closedAt?: Date },
  ): Promise<FakeIssue>
  reopenIssue(number: number): Promise<FakeIssue>
  deleteIssue(number: number): Promise<void>

  startRun(options?: RunOptions): Promise<FakeRun>
  /** Ends the latest attempt and its jobs. Default conclusion `success`. */
  finishRun(id: number, options?: { readonly conclusion?: RunConclusion; readonly finishedAt?: Date }): Promise<FakeRun>
  /** `attempt` rises and `updatedAt` moves; `createdAt` does not. */
  rerun(id: number): Promise<FakeRun>

  deploy(options?: DeployOptions): Promise<FakeDeployment>
  setDeploymentStatus(
    id: number,
    options?: { readonly state?: DeploymentStatusState; readonly createdAt?: Date },
  ): Promise<FakeDeployment>

  release(options?: ReleaseOptions): Promise<FakeRelease>
  editRelease(id: number, options?: ReleaseOptions): Promise<FakeRelease>
  deleteRelease(id: number): Promise<void>

  /** Everything the API would tell of this repository now. */
  truth(): Promise<FakeTruth>
}
