import type { Quota } from '../limits/quota.js'
import { repositoryRoutes } from '../server/repository-routes.js'
import type { Route } from '../server/route.js'
import { appRoutes } from './app.js'
import { branchRoutes } from './branches.js'
import { commentRoutes } from './comments.js'
import { commitRoutes } from './commits.js'
import { compareRoutes } from './compare.js'
import { contributorRoutes } from './contributors.js'
import { deploymentRoutes } from './deployments.js'
import { issueRoutes } from './issues.js'
import { metaRoute } from './meta.js'
import { ownerRoutes, repositoryRoute } from './owners.js'
import { pullRoutes } from './pulls.js'
import { rateLimitRoute } from './rate-limit.js'
import { releaseRoutes } from './releases.js'
import { runRoutes } from './runs.js'
import { workflowRoutes } from './workflows.js'

/** Everything REST answers. */
export function restRoutes(anonymous: Quota): Route[] {
  return [
    rateLimitRoute(anonymous),
    metaRoute,
    ...appRoutes,
    ...ownerRoutes,
    ...repositoryRoutes([
      repositoryRoute,
      ...branchRoutes,
      ...commitRoutes,
      ...compareRoutes,
      ...commentRoutes,
      ...pullRoutes,
      ...issueRoutes,
      ...workflowRoutes,
      ...runRoutes,
      ...deploymentRoutes,
      ...releaseRoutes,
      ...contributorRoutes,
    ]),
  ]
}
