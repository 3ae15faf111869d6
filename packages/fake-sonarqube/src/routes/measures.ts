import {
  type Call,
  type Endpoint,
  mayBrowse,
  notFound,
  projectOf,
  requireBrowse,
  required,
  valuesOf,
} from '../server/call.js'
import { printed } from '../server/dates.js'
import { Failure } from '../server/failure.js'
import { pageOf } from '../server/page.js'
import { metricsOf } from '../state/metrics.js'
import { presentMeasures } from '../state/present-measures.js'
import type { ProjectState } from '../state/world.js'
import { between } from './analyses.js'

export const metrics: Endpoint = ({ world, query }) => {
  const { items, paging } = pageOf(world, query, metricsOf(world.flavor))
  const { total, pageIndex: p, pageSize: ps } = paging
  return { metrics: items.map((metric, index) => ({ id: `AY${index}`, ...metric, hidden: false })), total, p, ps }
}

function unknownIn({ world }: Call, keys: readonly string[]): string[] {
  const known = new Set(metricsOf(world.flavor).map(({ key }) => key))
  return keys.filter((key) => !known.has(key))
}

export const component: Endpoint = (call) => {
  const { world, query } = call
  const project = projectOf(call, required(query, 'component'), notFound)
  // Since 10.8 it answers whoever may run analyses.
  if (world.flavor !== '25') requireBrowse(call, project)
  const keys = required(query, 'metricKeys').split(',')
  const unknown = unknownIn(call, keys)
  if (unknown.length > 0) throw new Failure(404, `The following metric keys are not found: ${unknown.join(', ')}`)
  const { key, name } = project
  return { component: { key, name, qualifier: 'TRK', measures: measuresOf(call, project, keys) } }
}

function measuresOf({ world }: Call, project: ProjectState, keys: readonly string[]): object[] {
  const present = presentMeasures(project)
  // Not in the order of the question.
  return [...keys].sort().flatMap((metric): object[] => {
    const value = present.get(metric)
    if (value === undefined) return []
    if (!metric.startsWith('new_'))
      return [{ metric, value, ...(metric.endsWith('rating') && { bestValue: value === '1.0' }) }]
    const period = { index: 1, value, bestValue: value === '0' }
    return [{ metric, period, ...(world.flavor === '9.9' && { periods: [period] }) }]
  })
}

/** Projects that are unknown or may not be browsed are left out. */
export const search: Endpoint = (call) => {
  const { world, query } = call
  const projectKeys = required(query, 'projectKeys').split(',')
  if (projectKeys.length > 100) {
    throw new Failure(400, `'projectKeys' can contains only 100 values, got ${projectKeys.length}`)
  }
  const keys = required(query, 'metricKeys').split(',')
  const unknown = unknownIn(call, keys)
  if (unknown.length > 0) throw new Failure(400, `The following metrics are not found: ${unknown.join(', ')}`)
  const projects = [...world.projects.values()].filter(
    (project) => projectKeys.includes(project.key) && mayBrowse(call, project),
  )
  return {
    measures: projects.flatMap((project) =>
      measuresOf(call, project, keys).map((measure) => ({ ...measure, component: project.key })),
    ),
  }
}

/** Chronological. Of new code there is a date at each analysis, and no value. */
export const history: Endpoint = (call) => {
  const { world, query } = call
  const project = projectOf(call, required(query, 'component'), notFound)
  requireBrowse(call, project)
  const keys = required(query, 'metrics').split(',')
  const unknown = unknownIn(call, keys)
  if (unknown.length > 0) throw new Failure(400, `Metrics ${unknown.join(', ')} are not found`)
  const isWithin = between(world, query)
  const all = project.analyses.filter(({ date }) => isWithin(date)).sort((a, b) => a.date.getTime() - b.date.getTime())
  const { items, paging } = pageOf(world, query, all, { largest: 1000 })
  const measures = [...keys].sort().map((metric) => ({
    metric,
    history: items.map(({ date, measures: values }) => {
      const value = metric.startsWith('new_') ? undefined : values.get(metric)
      return { date: printed(world, date), ...(value !== undefined && { value }) }
    }),
  }))
  return { paging, measures }
}

/** By analysis the gate as it was then; by key the present one. */
export const gate: Endpoint = (call) => {
  const { world, query, token } = call
  const analysisId = valuesOf(query, 'analysisId')?.[0]
  const projectKey = valuesOf(query, 'projectKey')?.[0]
  if ((analysisId === undefined) === (projectKey === undefined)) {
    throw new Failure(400, "Either 'analysisId', 'projectId' or 'projectKey' must be provided")
  }
  if (!token) throw new Failure(401)
  const statusOf = (given: string | null | undefined) => ({
    projectStatus: { status: given ?? 'NONE', conditions: [], ignoredConditions: false, caycStatus: 'compliant' },
  })
  if (projectKey !== undefined) {
    const project = projectOf(call, projectKey, (key) => `Project '${key}' not found`)
    return statusOf(project.analyses.at(-1)?.gate)
  }
  for (const { analyses } of world.projects.values()) {
    const analysis = analyses.find(({ key }) => key === analysisId)
    if (analysis) return statusOf(analysis.gate)
  }
  throw new Failure(404, `Analysis with id '${analysisId}' is not found`)
}
