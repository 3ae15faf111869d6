import { madeUpDeployments } from './deployments.js'
import { madeUpIssues } from './issues.js'
import type { MadeUpKind } from './made-up-kind.js'
import { madeUpPullRequests } from './pull-requests.js'
import { madeUpReleases } from './releases.js'
import { madeUpRuns } from './runs.js'

/** What is made up beside the commits, in this order. */
export const madeUpKinds: readonly MadeUpKind[] = [
  madeUpIssues,
  madeUpPullRequests,
  madeUpRuns,
  madeUpDeployments,
  madeUpReleases,
]
