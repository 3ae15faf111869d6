import { type Call, mayBrowse, valuesOf } from '../server/call.js'
import { readDate } from '../server/dates.js'
import { Failure } from '../server/failure.js'
import type { IssueState, ProjectState } from '../state/world.js'

/** An issue with the project that it is in. */
export interface FoundIssue {
  readonly project: ProjectState
  readonly issue: IssueState
}

/** Whether an issue fits one parameter. */
export type IssueTest = (found: FoundIssue) => boolean

const severities = ['INFO', 'MINOR', 'MAJOR', 'CRITICAL', 'BLOCKER']
const types = ['CODE_SMELL', 'BUG', 'VULNERABILITY']
const statuses = ['OPEN', 'CONFIRMED', 'REOPENED', 'RESOLVED', 'CLOSED']
const issueStatuses = ['OPEN', 'CONFIRMED', 'FALSE_POSITIVE', 'ACCEPTED', 'FIXED', 'IN_SANDBOX']

/** Words of one field, for facets, which list zeros too. */
export const wordsOf: Readonly<Record<string, readonly string[]>> = { severities, types, statuses, issueStatuses }

/** What servers from 10.4 on say beside the status. */
export function issueStatusOf({ status, resolution }: IssueState): string {
  if (status === 'CLOSED') return 'FIXED'
  if (status !== 'RESOLVED') return status === 'REOPENED' ? 'OPEN' : status
  return resolution === 'WONTFIX' ? 'ACCEPTED' : resolution === 'FALSE-POSITIVE' ? 'FALSE_POSITIVE' : 'FIXED'
}

/** The value of a facet. */
export const facetValueOf: Readonly<Record<string, (found: FoundIssue) => string | null>> = {
  severities: ({ issue }) => issue.severity,
  types: ({ issue }) => issue.type,
  statuses: ({ issue }) => issue.status,
  issueStatuses: ({ issue }) => issueStatusOf(issue),
  resolutions: ({ issue }) => issue.resolution ?? '',
  rules: ({ issue }) => issue.rule,
  files: ({ issue }) => issue.path,
  directories: ({ issue }) => (issue.path === null ? null : issue.path.slice(0, issue.path.lastIndexOf('/')) || '/'),
  assignees: ({ issue }) => issue.assignee ?? '',
  author: ({ issue }) => issue.author,
  projects: ({ project }) => project.key,
}

/** The parameters that narrow a list, each with its test; unknown ones are ignored. */
export function issueTests(call: Call): Map<string, IssueTest> {
  const { query, world } = call
  const tests = new Map<string, IssueTest>()
  for (const name of ['severities', 'types', 'statuses', 'resolutions', 'rules', 'files', 'directories', 'assignees']) {
    const given = checkedValues(query, name)
    if (given) tests.set(name, (found) => given.includes(facetValueOf[name]?.(found) ?? ''))
  }
  if (world.flavor !== '9.9') {
    const given = checkedValues(query, 'issueStatuses')
    if (given) tests.set('issueStatuses', ({ issue }) => given.includes(issueStatusOf(issue)))
  }
  const keys = valuesOf(query, 'issues')
  if (keys) tests.set('issues', ({ issue }) => keys.includes(issue.key))
  const resolved = query.get('resolved')
  if (resolved) tests.set('resolved', ({ issue }) => (issue.resolution !== null) === (resolved === 'true'))
  if (![null, '', 'main'].includes(query.get('branch'))) tests.set('branch', () => false)
  // 9.9 knows the old name alone, and ignores the others.
  const names = world.flavor === '9.9' ? ['componentKeys', 'projectKeys'] : ['componentKeys', 'components', 'projects']
  for (const name of names) {
    const components = valuesOf(query, name)
    if (components) tests.set(name, (found) => components.some((component) => isWithin(found, component)))
  }
  addDates(call, tests)
  return tests
}

function isWithin({ project, issue }: FoundIssue, component: string): boolean {
  if (component === project.key) return true
  const path = issue.path === null ? project.key : `${project.key}:${issue.path}`
  return path === component || path.startsWith(`${component}/`)
}

function checkedValues(query: URLSearchParams, name: string): string[] | null {
  const given = valuesOf(query, name)
  const words = wordsOf[name]
  const wrong = words && given?.find((value) => !words.includes(value))
  if (wrong !== undefined) {
    throw new Failure(400, `Value of parameter '${name}' (${wrong}) must be one of: [${words?.join(', ')}]`)
  }
  return given
}

function addDates({ query, world }: Call, tests: Map<string, IssueTest>): void {
  const after = query.get('createdAfter')
  const before = query.get('createdBefore')
  const start = after ? readDate(world, after) : null
  const end = before ? readDate(world, before) : null
  if (start && start > world.now()) throw new Failure(400, 'Start bound cannot be in the future')
  if (start && end && start >= end) {
    throw new Failure(400, 'Start bound cannot be larger or equal to end bound')
  }
  const inLast = query.get('createdInLast')
  if (inLast && start) throw new Failure(400, 'Parameters createdAfter and createdInLast cannot be set simultaneously')
  if (start) tests.set('createdAfter', ({ issue }) => issue.createdAt >= start)
  if (end) tests.set('createdBefore', ({ issue }) => issue.createdAt < end)
}

/** Issues of the projects that may be browsed: of others there seem to be none. */
export function browsableIssues(call: Call): FoundIssue[] {
  return [...call.world.projects.values()].flatMap((project) =>
    mayBrowse(call, project) ? [...project.issues.values()].map((issue) => ({ project, issue })) : [],
  )
}
