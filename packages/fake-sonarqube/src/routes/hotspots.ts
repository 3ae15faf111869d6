import { type Call, type Endpoint, projectOf, requireBrowse, required } from '../server/call.js'
import { printed } from '../server/dates.js'
import { Failure } from '../server/failure.js'
import { pageOf } from '../server/page.js'
import type { HotspotState, ProjectState, World } from '../state/world.js'

const order = ['HIGH', 'MEDIUM', 'LOW']

/** Those that an analysis closed are in no list. */
export const search: Endpoint = (call) => {
  const { world, query } = call
  // 9.9 doesn't know the newer name.
  const key = query.get('projectKey') || (world.flavor === '9.9' ? null : query.get('project'))
  if (!key) throw new Failure(400, "A value must be provided for either parameter 'projectKey' or parameter 'hotspots'")
  const status = query.get('status')
  const resolution = query.get('resolution')
  if (resolution && status !== 'REVIEWED') {
    throw new Failure(400, "Value 'REVIEWED' of parameter 'status' is required with parameter 'resolution'")
  }
  const project = projectOf(call, key, (given) => `Project '${given}' not found`)
  requireBrowse(call, project)
  const all = [...project.hotspots.values()]
    .filter((one) => (!status || one.status === status) && (!resolution || one.resolution === resolution))
    .sort((a, b) => order.indexOf(a.probability) - order.indexOf(b.probability) || (a.key < b.key ? -1 : 1))
  const tooLarge = (size: number) => `Page size must be between 1 and 500 (got ${size})`
  const { items, paging } = pageOf(world, query, all, { isCapped: true, tooLarge })
  return { paging, hotspots: items.map((hotspot) => hotspotBody(world, project, hotspot)), components: [] }
}

export const show: Endpoint = (call) => {
  const key = required(call.query, 'hotspot')
  const found = find(call, key)
  if (!found) throw new Failure(404, `Hotspot '${key}' does not exist`)
  requireBrowse(call, found.project)
  return hotspotBody(call.world, found.project, found.hotspot)
}

function find({ world }: Call, key: string) {
  for (const project of world.projects.values()) {
    const hotspot = project.hotspots.get(key)
    if (hotspot) return { project, hotspot }
  }
  return undefined
}

function hotspotBody(world: World, project: ProjectState, hotspot: HotspotState) {
  return {
    ...{ key: hotspot.key, component: `${project.key}:${hotspot.path}`, project: project.key },
    ...{ securityCategory: 'weak-cryptography', vulnerabilityProbability: hotspot.probability },
    ...{ status: hotspot.status, ...(hotspot.resolution && { resolution: hotspot.resolution }) },
    ...{ line: hotspot.line, message: hotspot.message, author: hotspot.author, ruleKey: hotspot.rule },
    // An id of a user, and no login.
    assignee: '0d8f7a4e-0000-4000-8000-000000000000',
    ...{ creationDate: printed(world, hotspot.createdAt), updateDate: printed(world, hotspot.updatedAt) },
    ...{ textRange: { startLine: hotspot.line, endLine: hotspot.line, startOffset: 0, endOffset: 3 }, flows: [] },
  }
}
