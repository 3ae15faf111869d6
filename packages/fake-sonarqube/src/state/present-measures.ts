import type { ProjectState } from './world.js'

/** Measures that follow issues and hotspots at once, without an analysis. */
export function liveMeasures({ issues, hotspots }: ProjectState): Map<string, string> {
  const open = [...issues.values()].filter(({ status }) => ['OPEN', 'CONFIRMED', 'REOPENED'].includes(status))
  const count = (type: string) => String(open.filter((issue) => issue.type === type).length)
  const reviewed = [...hotspots.values()].filter(({ status }) => status === 'REVIEWED').length
  const live = new Map([
    ['bugs', count('BUG')],
    ['vulnerabilities', count('VULNERABILITY')],
    ['code_smells', count('CODE_SMELL')],
    ['violations', String(open.length)],
    ['sqale_index', String(open.reduce((sum, { effortMinutes }) => sum + effortMinutes, 0))],
    ['security_hotspots', String(hotspots.size - reviewed)],
  ])
  if (hotspots.size > 0) live.set('security_hotspots_reviewed', ((reviewed / hotspots.size) * 100).toFixed(1))
  return live
}

/** What `measures/component` says: nothing before the first analysis. */
export function presentMeasures(project: ProjectState): Map<string, string> {
  const last = project.analyses.at(-1)
  return last ? new Map([...last.measures, ...liveMeasures(project), ...last.newCode]) : new Map()
}
