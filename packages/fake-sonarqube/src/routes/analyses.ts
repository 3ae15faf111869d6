import { type Endpoint, notFound, projectOf, requireBrowse, required } from '../server/call.js'
import { printed, readDate } from '../server/dates.js'
import { pageOf } from '../server/page.js'
import type { AnalysisState, World } from '../state/world.js'

/** Between two instants, both of which count, to the second. */
export function between(world: World, query: URLSearchParams): (date: Date) => boolean {
  const from = query.get('from') ? readDate(world, query.get('from') ?? '').getTime() : Number.NEGATIVE_INFINITY
  const to = query.get('to') ? readDate(world, query.get('to') ?? '').getTime() : Number.POSITIVE_INFINITY
  return (date) => {
    const at = Math.floor(date.getTime() / 1000) * 1000
    return at >= from && at <= to
  }
}

/** Newest first, also of one second: an analysis has milliseconds that its date doesn't show. */
export const search: Endpoint = (call) => {
  const { world, query } = call
  const project = projectOf(call, required(query, 'project'), notFound)
  requireBrowse(call, project)
  const isWithin = between(world, query)
  const within = project.analyses.filter(({ date }) => isWithin(date)).reverse()
  const all = within.sort((a, b) => b.date.getTime() - a.date.getTime())
  const { items, paging } = pageOf(world, query, all)
  return { paging, analyses: items.map((analysis) => body(world, analysis)) }
}

function body(world: World, { key, date, revision, version }: AnalysisState) {
  const event = { key: `${key}-event`, category: 'VERSION', name: version }
  return {
    ...{ key, date: printed(world, date), events: [event], projectVersion: version },
    ...{ manualNewCodePeriodBaseline: false, detectedCI: 'undetected' },
    ...(revision && { revision }),
  }
}
