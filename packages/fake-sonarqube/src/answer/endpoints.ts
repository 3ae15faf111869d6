import type { Flavor } from '../options.js'
import * as analyses from '../routes/analyses.js'
import * as hotspots from '../routes/hotspots.js'
import * as issues from '../routes/issues.js'
import * as measures from '../routes/measures.js'
import * as others from '../routes/others.js'
import * as projects from '../routes/projects.js'
import * as system from '../routes/system.js'
import type { Endpoint } from '../server/call.js'

/** What answers without a token, also while the server starts. */
export const open: ReadonlyMap<string, Endpoint> = new Map([['/api/system/status', system.status]])

const always: readonly (readonly [string, Endpoint])[] = [
  ['/api/server/version', system.version],
  ['/api/authentication/validate', system.validate],
  ['/api/projects/search', projects.search],
  ['/api/components/search_projects', projects.searchProjects],
  ['/api/components/search', projects.searchComponents],
  ['/api/components/show', projects.show],
  ['/api/project_branches/list', projects.branches],
  ['/api/project_analyses/search', analyses.search],
  ['/api/metrics/search', measures.metrics],
  ['/api/measures/component', measures.component],
  ['/api/measures/search', measures.search],
  ['/api/measures/search_history', measures.history],
  ['/api/qualitygates/project_status', measures.gate],
  ['/api/issues/search', issues.search],
  ['/api/hotspots/search', hotspots.search],
  ['/api/hotspots/show', hotspots.show],
  ['/api/users/search', others.users],
  ['/api/ce/component', others.tasksOfComponent],
  ['/api/ce/activity', others.activity],
]

/** What needs no token although the server is up. */
export const withoutToken: ReadonlySet<string> = new Set(['/api/server/version', '/api/authentication/validate'])

/** The endpoints of a server, by path. */
export function endpointsOf(flavor: Flavor): ReadonlyMap<string, Endpoint> {
  return new Map(flavor === '25' ? [...always, ['/api/issues/list', issues.list]] : always)
}
