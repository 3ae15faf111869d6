import { newAnalysisKey, newUuid } from '../state/new-key.js'
import { liveMeasures } from '../state/present-measures.js'
import type { AnalysisState, HotspotState, IssueState, ProjectState, World } from '../state/world.js'

/** An issue that an analysis finds; what is left out is made up. */
export type NewIssue = Partial<
  Pick<IssueState, 'rule' | 'severity' | 'type' | 'path' | 'line' | 'message' | 'effortMinutes' | 'assignee' | 'author'>
> & {
  /** The commit date of the line, where the file is new to the project. Default: the analysis date. */
  committedAt?: Date
}

/** A hotspot that an analysis finds. */
export type NewHotspot = Partial<Pick<HotspotState, 'rule' | 'probability' | 'path' | 'line' | 'message' | 'author'>>

/** What an analysis finds. */
export interface AnalysisOptions {
  /** Default: the server's time. */
  readonly date?: Date
  /** Default: made up; null without an SCM. */
  readonly revision?: string | null
  readonly version?: string
  /** Default: `OK`. */
  readonly gate?: string | null
  readonly measures?: Readonly<Record<string, string>>
  /** Measures of new code. Default: none. */
  readonly newCode?: Readonly<Record<string, string>>
  /** Default: none are new. */
  readonly issues?: readonly NewIssue[]
  readonly hotspots?: readonly NewHotspot[]
  /** Keys of issues and hotspots that are no longer found. */
  readonly closed?: readonly string[]
  /** New paths of issues whose file was moved, by key. */
  readonly moved?: Readonly<Record<string, string>>
}

const dayMs = 86_400_000
const keptClosedMs = 30 * dayMs
const oldestMs = 260 * 7 * dayMs

/** Analyses a project, as a scanner's report is processed. */
export function analyse(world: World, project: ProjectState, options: AnalysisOptions): AnalysisState {
  const date = new Date(Math.floor((options.date ?? world.now()).getTime() / 1000) * 1000)
  for (const found of options.issues ?? []) addIssue(world, project, found, date)
  for (const found of options.hotspots ?? []) addHotspot(world, project, found, date)
  for (const key of options.closed ?? []) close(project, key, date)
  for (const [key, path] of Object.entries(options.moved ?? {})) {
    const issue = project.issues.get(key)
    if (issue) Object.assign(issue, { path, updatedAt: date })
  }
  for (const issue of project.issues.values()) {
    // A person said that it is fixed, and it is still found.
    const isStillThere = issue.status === 'RESOLVED' && issue.resolution === 'FIXED'
    if (isStillThere) Object.assign(issue, { status: 'REOPENED', resolution: null, updatedAt: date })
    // Housekeeping deletes what was closed long ago, at the next analysis only.
    const isOld = issue.closedAt !== null && world.now().getTime() - issue.closedAt.getTime() > keptClosedMs
    if (isOld) project.issues.delete(issue.key)
  }
  return addAnalysis(world, project, date, options)
}

function addAnalysis(world: World, project: ProjectState, date: Date, options: AnalysisOptions): AnalysisState {
  const gate = options.gate === undefined ? 'OK' : options.gate
  const usual = { ncloc: String(1000 + project.analyses.length * 10), coverage: '81.5', sqale_rating: '1.0' }
  const analysis: AnalysisState = {
    ...{ key: newAnalysisKey(world), date, gate },
    revision: options.revision === undefined ? newUuid(world).replaceAll('-', '').padEnd(40, '0') : options.revision,
    version: options.version ?? 'not provided',
    measures: new Map([...liveMeasures(project), ...Object.entries({ ...usual, ...options.measures })]),
    newCode: new Map(Object.entries(options.newCode ?? {})),
  }
  if (gate !== null) {
    analysis.measures.set('alert_status', gate)
    analysis.measures.set('quality_gate_details', JSON.stringify({ level: gate, conditions: [] }))
  }
  const isTooOld = project.analyses.length > 0 && world.now().getTime() - date.getTime() > oldestMs
  project.isLastDeleted = isTooOld
  if (!isTooOld) project.analyses.push(analysis)
  return analysis
}

function addIssue(world: World, project: ProjectState, given: NewIssue, date: Date): void {
  const { committedAt, ...about } = given
  const key = newUuid(world)
  project.issues.set(key, {
    ...{ key, rule: 'java:S1135', severity: 'MAJOR', type: 'CODE_SMELL', status: 'OPEN', resolution: null },
    ...{ path: 'src/Main.java', line: 1 + (world.nextId() % 400), message: 'Complete the task.' },
    ...{ effortMinutes: 5, assignee: null, author: '' },
    ...about,
    ...{ createdAt: committedAt ?? date, updatedAt: date, closedAt: null },
  })
}

function addHotspot(world: World, project: ProjectState, given: NewHotspot, date: Date): void {
  const key = newUuid(world)
  project.hotspots.set(key, {
    ...{ key, rule: 'java:S2245', probability: 'MEDIUM', status: 'TO_REVIEW', resolution: null },
    ...{ path: 'src/Random.java', line: 1 + (world.nextId() % 400), message: 'Is this random enough?', author: '' },
    ...given,
    ...{ createdAt: date, updatedAt: date },
  })
}

function close(project: ProjectState, key: string, date: Date): void {
  project.hotspots.delete(key)
  const issue = project.issues.get(key)
  if (issue) Object.assign(issue, { status: 'CLOSED', resolution: 'FIXED', updatedAt: date, closedAt: date })
}
