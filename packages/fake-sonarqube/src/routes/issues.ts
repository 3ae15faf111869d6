import { type Endpoint, projectOf, requireBrowse, required, requireOrganization, valuesOf } from '../server/call.js'
import { printed } from '../server/dates.js'
import { Failure } from '../server/failure.js'
import { pageOf } from '../server/page.js'
import type { World } from '../state/world.js'
import { browsableIssues, type FoundIssue, facetValueOf, issueStatusOf, issueTests, wordsOf } from './find-issues.js'
import { sortIssues } from './sort-issues.js'

const mostFacetValues = 100

export const search: Endpoint = (call) => {
  const { world, query } = call
  const isOfProject = ['componentKeys', 'components', 'projects'].some((name) => query.get(name))
  if (!isOfProject) requireOrganization(call)
  const tests = issueTests(call)
  const all = browsableIssues(call)
  const fitting = (without: string | null) =>
    all.filter((found) => [...tests].every(([name, test]) => name === without || test(found)))
  const { items, paging } = pageOf(world, query, sortIssues(fitting(null), query), { isCapped: true })
  const { total, pageIndex: p, pageSize: ps } = paging
  const properties = valuesOf(query, 'facets') ?? []
  const ofProjects = properties.filter((property) => ['directories', 'files'].includes(property))
  if (ofProjects.length > 0 && !isOfProject) {
    throw new Failure(400, `Facet(s) '${ofProjects.join(',')}' require to also filter by project`)
  }
  const facets = properties.map((property) => facetOf(property, fitting(property)))
  const isUsers = valuesOf(query, 'additionalFields')?.some((field) => field === 'users' || field === '_all')
  return {
    ...{ total, p, ps, paging },
    effortTotal: items.reduce((sum, { issue }) => sum + issue.effortMinutes, 0),
    issues: items.map((found) => issueBody(world, found)),
    components: componentsOf(items),
    ...(isUsers && { users: usersOf(world, items) }),
    facets,
  }
}

/** Without a total; an internal endpoint of newer servers. */
export const list: Endpoint = (call) => {
  const { world, query } = call
  const project = projectOf(call, required(query, 'project'), (key) => `Component key '${key}' not found`)
  requireBrowse(call, project)
  const found = [...project.issues.values()].map((issue) => ({ project, issue }))
  const { items, paging } = pageOf(world, query, found)
  const { pageIndex, pageSize } = paging
  return { paging: { pageIndex, pageSize }, issues: items.map((one) => issueBody(world, one)), components: [] }
}

/** How often each value is there, the most frequent first; of fields with fixed words also those that aren't. */
function facetOf(property: string, found: readonly FoundIssue[]) {
  const read = facetValueOf[property]
  if (!read) {
    throw new Failure(
      400,
      `Value of parameter 'facets' (${property}) must be one of: [${Object.keys(facetValueOf).join(', ')}]`,
    )
  }
  const counts = new Map((wordsOf[property] ?? []).map((word) => [word, 0]))
  for (const one of found) {
    const value = read(one)
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  const values = [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostFacetValues)
  return { property, values: values.map(([val, count]) => ({ val, count })) }
}

const minutes = (effort: number) => {
  const [days, hours, rest] = [Math.floor(effort / 480), Math.floor((effort % 480) / 60), effort % 60]
  return `${days ? `${days}d` : ''}${hours ? `${hours}h` : ''}${rest || effort === 0 ? `${rest}min` : ''}`
}

function issueBody(world: World, { project, issue }: FoundIssue) {
  const isClosed = issue.status === 'CLOSED'
  const textRange = issue.line && { startLine: issue.line, endLine: issue.line, startOffset: 0, endOffset: 10 }
  return {
    ...{ key: issue.key, rule: issue.rule, severity: issue.severity, type: issue.type, project: project.key },
    component: issue.path === null ? project.key : `${project.key}:${issue.path}`,
    ...(issue.line && !isClosed && { line: issue.line }),
    ...(textRange && { textRange }),
    ...{ flows: [], status: issue.status, message: issue.message, author: issue.author, tags: [] },
    ...{ effort: minutes(issue.effortMinutes), debt: minutes(issue.effortMinutes) },
    ...(issue.resolution && { resolution: issue.resolution }),
    ...(issue.assignee && { assignee: issue.assignee }),
    ...{ creationDate: printed(world, issue.createdAt), updateDate: printed(world, issue.updatedAt) },
    ...(issue.closedAt && { closeDate: printed(world, issue.closedAt) }),
    ...(world.flavor !== '9.9' && { issueStatus: issueStatusOf(issue), prioritizedRule: false }),
    scope: 'MAIN',
    ...(world.flavor === 'cloud' && { organization: world.organization }),
  }
}

function componentsOf(items: readonly FoundIssue[]) {
  const files = new Map(
    items.flatMap(({ project, issue: { path } }) =>
      path === null
        ? []
        : [[`${project.key}:${path}`, { key: `${project.key}:${path}`, qualifier: 'FIL', path }] as const],
    ),
  )
  const projects = new Map(items.map(({ project: { key, name } }) => [key, { key, name, qualifier: 'TRK' }]))
  return [...files.values(), ...projects.values()]
}

function usersOf({ users }: World, items: readonly FoundIssue[]) {
  const logins = new Set(items.flatMap(({ issue }) => issue.assignee ?? []))
  return [...logins].flatMap((login) => {
    const user = users.get(login)
    return user ? [{ login, name: user.name, active: user.isActive }] : []
  })
}
