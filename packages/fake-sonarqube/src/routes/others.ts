import { type Endpoint, notFound, projectOf, requireAdministrator, requireBrowse, required } from '../server/call.js'
import { pageOf } from '../server/page.js'

/** Without Administer: login, name and whether they are active; deactivated ones only where they are asked for. */
export const users: Endpoint = ({ world, query }) => {
  const isActive = query.get('deactivated') !== 'true'
  const all = [...world.users.values()].filter((user) => user.isActive === isActive)
  const { items, paging } = pageOf(world, query, all, { usual: 50 })
  return { paging, users: items.map(({ login, name }) => ({ login, name, active: isActive })) }
}

export const tasksOfComponent: Endpoint = (call) => {
  const project = projectOf(call, required(call.query, 'component'), notFound)
  requireBrowse(call, project)
  const current = { id: 'AYtask', type: 'REPORT', componentKey: project.key, status: 'SUCCESS' }
  return { queue: [], ...(project.analyses.length > 0 && { current }) }
}

export const activity: Endpoint = (call) => {
  requireAdministrator(call)
  return { tasks: [], paging: pageOf(call.world, call.query, [], { largest: 1000 }).paging }
}
