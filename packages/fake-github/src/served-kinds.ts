import type { Verb } from './changes/bind-verbs.js'
import { closePullRequest, deletePullRequest, reopenPullRequest } from './changes/close-pull-request.js'
import { commentOnPullRequest, updateComment } from './changes/comment-verbs.js'
import { deploy, setDeploymentStatus } from './changes/deployment-verbs.js'
import { closeIssue, deleteIssue, openIssue, reopenIssue, updateIssue } from './changes/issue-verbs.js'
import { mergePullRequest } from './changes/merge-pull-request.js'
import { openPullRequest } from './changes/open-pull-request.js'
import { deleteRelease, editRelease, release } from './changes/release-verbs.js'
import { deleteReview, reviewPullRequest } from './changes/review-pull-request.js'
import { requestReview, withdrawReviewRequest } from './changes/review-request-verbs.js'
import { createCheckRun, finishRun, rerun, startRun } from './changes/run-verbs.js'
import { updatePullRequest } from './changes/update-pull-request.js'
import { deleteWorkflow } from './changes/workflow-of.js'
import { checkFields } from './graphql/check-fields.js'
import { commentFields } from './graphql/comment-fields.js'
import { deploymentFields } from './graphql/deployment-fields.js'
import type { TypeFields } from './graphql/fields.js'
import { issueFields } from './graphql/issue-fields.js'
import { pullRequestFields } from './graphql/pull-request-fields.js'
import { releaseFields } from './graphql/release-fields.js'
import { timelineFields } from './graphql/timeline-fields.js'
import { commentRoutes } from './rest/comments.js'
import { deploymentRoutes } from './rest/deployments.js'
import { issueRoutes } from './rest/issues.js'
import { pullRoutes } from './rest/pulls.js'
import { releaseRoutes } from './rest/releases.js'
import { runRoutes } from './rest/runs.js'
import { workflowRoutes } from './rest/workflows.js'
import type { RepositoryRoute } from './server/route.js'
import type { Contents } from './state/contents.js'

/** What serves a kind of contents. */
interface ServedKind {
  /** What people do with it. Each verb is declared where it is written. */
  readonly verbs?: Readonly<Record<string, Verb>>
  /** Below a repository, in REST. */
  readonly routes?: readonly RepositoryRoute[]
  /** Resolvers of GraphQL by type, those of a repository's lists among them. */
  readonly fields?: readonly TypeFields[]
}

/** Every kind of contents with the code that serves it. */
export const servedKinds = {
  comments: { verbs: { commentOnPullRequest, updateComment }, routes: commentRoutes, fields: [commentFields] },
  pullRequests: {
    verbs: {
      openPullRequest,
      updatePullRequest,
      requestReview,
      withdrawReviewRequest,
      mergePullRequest,
      closePullRequest,
      reopenPullRequest,
      deletePullRequest,
    },
    routes: pullRoutes,
    fields: [pullRequestFields, timelineFields],
  },
  // Their routes and fields are those of their pull requests.
  reviews: { verbs: { reviewPullRequest, deleteReview } },
  issues: {
    verbs: { openIssue, updateIssue, closeIssue, reopenIssue, deleteIssue },
    routes: issueRoutes,
    fields: [issueFields],
  },
  workflows: { verbs: { deleteWorkflow }, routes: workflowRoutes },
  runs: { verbs: { startRun, finishRun, rerun, createCheckRun }, routes: runRoutes, fields: [checkFields] },
  // They begin and end with their runs.
  jobs: {},
  deployments: { verbs: { deploy, setDeploymentStatus }, routes: deploymentRoutes, fields: [deploymentFields] },
  releases: { verbs: { release, editRelease, deleteRelease }, routes: releaseRoutes, fields: [releaseFields] },
} satisfies Record<keyof Contents, ServedKind>

type VerbsOf<Kind> = Kind extends { verbs: infer Verbs } ? Verbs : never
type Intersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (all: infer All) => void
  ? All
  : never

/** The verbs of all kinds. */
export type ContentVerbs = Intersection<VerbsOf<(typeof servedKinds)[keyof Contents]>>

const served: readonly ServedKind[] = Object.values(servedKinds)

// One entry for each verb of each kind.
export const contentVerbs = Object.assign({}, ...served.map(({ verbs }) => verbs)) as ContentVerbs

export const contentRoutes: readonly RepositoryRoute[] = served.flatMap(({ routes = [] }) => routes)

export const contentTypes: readonly TypeFields[] = served.flatMap(({ fields = [] }) => fields)
