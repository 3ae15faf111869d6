export type { CommentOptions } from './changes/comment-verbs.js'
export type { DeploymentStatusOptions, DeployOptions } from './changes/deployment-verbs.js'
export type { ForcePushOptions } from './changes/force-push.js'
export type { IssueOptions } from './changes/issue-verbs.js'
export type { LateMergeOptions } from './changes/late-merge.js'
export type { PullRequestOptions } from './changes/open-pull-request.js'
export type { PushOptions } from './changes/push.js'
export type { ReleaseOptions } from './changes/release-verbs.js'
export type { RunOptions } from './changes/run-verbs.js'
export type { AppOptions, FakeApp, FakeGithub } from './fake-github.js'
export type { AccountOptions, FakeOwner, RepositoryOptions } from './fake-owner.js'
export type {
  FakeFaults,
  FakeRequest,
  Fault,
  FaultPlace,
  GraphqlTimeout,
  RequestMatch,
} from './faults/fake-faults.js'
export type { FakeLimits, LimitChange, LimitResource, LimitState } from './limits/fake-limits.js'
export type { FakeGithubOptions } from './options.js'
export { type PopulateOptions, populate } from './populate/populate.js'
export { randomChange } from './populate/random-change.js'
export type { FakeRepository } from './repository-handle.js'
export { startFakeGithub } from './start-fake-github.js'
export type { AccountType, FakeAccount } from './state/account.js'
export type { DeploymentStatusState, FakeDeployment, FakeDeploymentStatus } from './state/deployment.js'
export type { FakeIssue } from './state/issue.js'
export type { FakeJob, FakeStep } from './state/job.js'
export type { Person } from './state/person.js'
export type { FakePullRequest } from './state/pull-request.js'
export type { FakeRelease } from './state/release.js'
export type { FakeReview, ReviewState } from './state/review.js'
export type { FakeRun, RunConclusion, RunStatus } from './state/run.js'
export type { FakeTruth, TrueCommit, TruePerson, TrueRepository } from './state/truth.js'
export type { Permission } from './tokens/permission.js'
export type { TokenOptions } from './tokens/token.js'
export type { FakeTraffic, TrafficEntry } from './traffic/fake-traffic.js'
