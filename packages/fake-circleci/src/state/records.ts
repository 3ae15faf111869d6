/** What CircleCI says a workflow or a job is: `success`, `on_hold`. New words may come. */
export type FakeStatus = string

/** One test of a job. */
export interface FakeTest {
  readonly name: string
  readonly result: string
  /** Seconds. */
  readonly runTime: number | string | null
}

/** A job of a workflow. In a rerun, jobs that are not run again keep their id and number. */
export interface FakeJob {
  readonly id: string
  readonly name: string
  readonly type: 'build' | 'approval'
  /** Null for approvals, and for what has not got one yet. */
  number: number | null
  status: FakeStatus
  startedAt: Date | null
  stoppedAt: Date | null
  tests: FakeTest[]
}

/** A workflow of a pipeline. */
export interface FakeWorkflow {
  readonly id: string
  readonly name: string
  status: FakeStatus
  /** `''` and null are what recorded answers have. */
  createdAt: Date | '' | null
  stoppedAt: Date | '' | null
  readonly startedBy: string | null
  readonly autoRerunNumber: number | null
  readonly jobs: FakeJob[]
}

/** Where a pipeline's code comes from. */
export interface FakeVcs {
  readonly revision: string | null
  readonly branch: string | null
  readonly tag: string | null
  /** Address of the repository that the pipeline is of. */
  readonly target: string
  /** That of the fork where it comes from one; else the same. */
  readonly origin: string
}

/** A pipeline of a project. */
export interface FakePipeline {
  readonly id: string
  readonly number: number
  state: string
  readonly createdAt: Date
  readonly triggerType: string
  readonly actorLogin: string | null
  /** Null where the answer has no `vcs`, as with projects of the GitHub App and GitLab. */
  readonly vcs: FakeVcs | null
  /** Whether its code is told in `trigger_parameters` instead. */
  readonly hasGitParameters: boolean
  readonly workflows: FakeWorkflow[]
  /** Its workflows and their jobs are no longer kept: both answer 404. */
  isExpired: boolean
}

/** A project. */
export interface FakeProjectRecord {
  readonly id: string
  slug: string
  readonly name: string
  /** `GitHub`, `Bitbucket`, or `CircleCI` for those of the GitHub App and GitLab. */
  readonly provider: string
  readonly vcsUrl: string
  readonly repositoryUrl: string
  readonly pipelines: FakePipeline[]
  lastJobNumber: number
  /** Whether the token sees it. */
  isVisible: boolean
}

/** A person. */
export interface FakeUser {
  readonly id: string
  readonly login: string
  readonly name: string
}

/** A place where things are deployed to. */
export interface FakeEnvironment {
  readonly id: string
  readonly name: string
}

/** A version of a component, where it was deployed last. */
export interface FakeVersion {
  readonly name: string
  readonly environmentId: string
  isLive: boolean
  pipelineId: string
  workflowId: string
  jobId: string
  jobNumber: number | null
  lastDeployedAt: Date
}

/** What is deployed. */
export interface FakeComponent {
  readonly id: string
  readonly name: string
  readonly projectId: string
  readonly createdAt: Date
  updatedAt: Date
  releaseCount: number
  readonly versions: FakeVersion[]
}

/** An organization. */
export interface FakeOrganizationRecord {
  readonly id: string
  /** `gh/acme`. */
  readonly slug: string
  readonly name: string
  readonly token: string
  readonly projects: FakeProjectRecord[]
  readonly environments: FakeEnvironment[]
  readonly components: FakeComponent[]
}
