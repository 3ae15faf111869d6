import { ApiError, forbidden, notFound } from '../server/api-error.js'
import type { Call, Reply } from '../server/call.js'
import { codeRoutes } from './code-routes.js'
import { mergeRequestRoutes } from './merge-request-routes.js'
import { ownerRoutes, projectOf } from './owner-routes.js'
import type { ProjectRoute, Route } from './route.js'
import { workRoutes } from './work-routes.js'

/** All that is served below `/api/v4`. */
export const restRoutes: readonly Route[] = [
  ...ownerRoutes,
  ...[...codeRoutes, ...mergeRequestRoutes, ...workRoutes].map(belowProject),
]

function belowProject({ pattern, feature, answer }: ProjectRoute): Route {
  return {
    method: 'GET',
    pattern: `/projects/{id}${pattern}`,
    answer(call: Call): Reply {
      const { project, movedTo } = projectOf(call.world, call.parameters.id ?? '')
      if (movedTo) throw moved(call, movedTo.id)
      if (!project) throw notFound('Project')
      const level = feature && project.features.get(feature)
      if (level === 'disabled' || level === 'refused') throw forbidden()
      return answer({ ...call, project })
    },
  }
}

/** https://docs.gitlab.com/api/rest/#redirects */
function moved({ world, request }: Call, id: number): ApiError {
  const rest = request.path.replace(/^\/api\/v4\/projects\/[^/]+/, '')
  const query = request.query.size > 0 ? `?${request.query}` : ''
  return new ApiError(301, '', { location: `${world.webUrl}/api/v4/projects/${id}${rest}${query}` })
}
