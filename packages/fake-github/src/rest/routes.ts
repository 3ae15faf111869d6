import type { Quota } from '../limits/quota.js'
import { repositoryRoutes } from '../server/repository-routes.js'
import type { RepositoryRoute, Route } from '../server/route.js'
import { appRoutes } from './app.js'
import { branchRoutes } from './branches.js'
import { commitRoutes } from './commits.js'
import { compareRoutes } from './compare.js'
import { contributorRoutes } from './contributors.js'
import { metaRoute } from './meta.js'
import { ownerRoutes, repositoryRoute } from './owners.js'
import { rateLimitRoute } from './rate-limit.js'

/**
 * Everything REST answers.
 * @param contents the routes of each kind of contents
 */
export function restRoutes(anonymous: Quota, contents: readonly RepositoryRoute[]): Route[] {
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
      ...contributorRoutes,
      ...contents,
    ]),
  ]
}
