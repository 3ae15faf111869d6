import {
  type Call,
  type Endpoint,
  mayBrowse,
  notFound,
  projectOf,
  requireAdministrator,
  requireBrowse,
  required,
  requireOrganization,
  valuesOf,
} from '../server/call.js'
import { printed } from '../server/dates.js'
import { pageOf } from '../server/page.js'
import type { ProjectState, World } from '../state/world.js'

/** The analysis that counts as the present one. */
export function lastOf({ analyses, isLastDeleted }: ProjectState) {
  return isLastDeleted ? undefined : analyses.at(-1)
}

const byName = (a: ProjectState, b: ProjectState) => a.name.localeCompare(b.name) || a.key.localeCompare(b.key)
const visibilityOf = ({ isPrivate }: ProjectState) => (isPrivate ? 'private' : 'public')

/** Also those that an administrator may not browse. */
export const search: Endpoint = (call) => {
  const { world, query } = call
  requireOrganization(call)
  requireAdministrator(call)
  const keys = valuesOf(query, 'projects')
  const all = [...world.projects.values()].filter(({ key }) => keys === null || keys.includes(key)).sort(byName)
  const { items, paging } = pageOf(world, query, all)
  return { paging, components: items.map((project) => administered(world, project)) }
}

function administered(world: World, project: ProjectState) {
  const last = lastOf(project)
  return {
    ...(world.flavor === 'cloud' && { organization: world.organization }),
    key: project.key,
    name: project.name,
    qualifier: 'TRK',
    visibility: visibilityOf(project),
    ...(last && { lastAnalysisDate: printed(world, last.date) }),
    ...(last?.revision && { revision: last.revision }),
    ...(world.flavor === '25' && { managed: false, containsAiCode: false, projectUuid: project.uuid }),
  }
}

function browsable(call: Call): ProjectState[] {
  return [...call.world.projects.values()].filter((project) => mayBrowse(call, project)).sort(byName)
}

/** Of the search index: `analysisDate` only where it was asked for. */
export const searchProjects: Endpoint = (call) => {
  const { world, query } = call
  requireOrganization(call)
  const fields = valuesOf(query, 'f') ?? []
  const { items, paging } = pageOf(world, query, browsable(call), { isCapped: true })
  const components = items.map((project) => {
    const last = lastOf(project)
    const isDated = fields.includes('analysisDate') || fields.includes('_all')
    return {
      ...(world.flavor === 'cloud' && { organization: world.organization }),
      ...{ key: project.key, name: project.name, qualifier: 'TRK', isFavorite: false, tags: [] },
      visibility: visibilityOf(project),
      ...(isDated && last && { analysisDate: printed(world, last.date) }),
    }
  })
  return { paging, components, facets: [] }
}

export const searchComponents: Endpoint = (call) => {
  const { world, query } = call
  required(query, 'qualifiers')
  const { items, paging } = pageOf(world, query, browsable(call), { isCapped: true })
  return { paging, components: items.map(({ key, name }) => ({ key, name, qualifier: 'TRK' })) }
}

export const show: Endpoint = (call) => {
  const { world, query } = call
  const project = projectOf(call, required(query, 'component'), notFound)
  requireBrowse(call, project)
  const last = lastOf(project)
  const component = {
    ...{ key: project.key, name: project.name, qualifier: 'TRK', tags: [] },
    ...{ visibility: visibilityOf(project), needIssueSync: false },
    ...(last && { analysisDate: printed(world, last.date), version: last.version }),
  }
  return { component, ancestors: [] }
}

export const branches: Endpoint = (call) => {
  const { world, query } = call
  const project = projectOf(call, required(query, 'project'), (key) => `Project '${key}' not found`)
  const last = lastOf(project)
  const branch = { name: 'main', isMain: true, type: 'BRANCH', status: { qualityGateStatus: last?.gate ?? 'NONE' } }
  return {
    branches: [{ ...branch, ...(last && { analysisDate: printed(world, last.date) }), excludedFromPurge: true }],
  }
}
