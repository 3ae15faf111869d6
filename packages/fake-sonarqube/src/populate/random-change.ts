import { pick, wholeNumber } from '@data-import/fake-server'
import type { FakeSonarqube } from '../fake-sonarqube.js'
import type { FakeProject } from '../project-handle.js'
import { randomIssue } from './populate.js'

/** One kind of change; false where there is nothing to change in that way. */
type Change = (sonarqube: FakeSonarqube, project: FakeProject, random: () => number) => boolean

const openOf = ({ state }: FakeProject) => [...state.issues.values()].filter(({ status }) => status !== 'CLOSED')

function any<Value>(random: () => number, values: readonly Value[]): Value | undefined {
  return values[wholeNumber(random, 0, values.length - 1)]
}

const changes: Readonly<Record<string, Change>> = {
  analyse(_, project, random) {
    const closed = openOf(project).filter(() => random() < 0.1)
    const moved = openOf(project).filter(() => random() < 0.05)
    const gone = project.hotspotKeys().filter(() => random() < 0.1)
    project.analyse({
      issues: Array.from({ length: wholeNumber(random, 0, 6) }, () => randomIssue(random)),
      hotspots: random() < 0.3 ? [{ probability: 'LOW' }] : [],
      closed: [...closed.map(({ key }) => key), ...gone],
      moved: Object.fromEntries(moved.map(({ key }) => [key, `src/moved/${wholeNumber(random, 1, 9)}.java`])),
      gate: pick(random, ['OK', 'ERROR']),
    })
    return true
  },
  changeIssue(_, project, random) {
    const issue = any(random, openOf(project))
    if (!issue) return false
    const transition = pick(random, ['confirm', 'resolve', 'falsepositive', 'accept', 'reopen'] as const)
    project.changeIssue(issue.key, { transition, assignee: pick<string | null>(random, ['ada', null]) })
    return true
  },
  changeSeverity(_, project, random) {
    const issue = any(random, openOf(project))
    if (issue) project.changeIssue(issue.key, { severity: pick(random, ['MINOR', 'BLOCKER']) })
    return issue !== undefined
  },
  reviewHotspot(_, project, random) {
    const hotspot = any(
      random,
      [...project.state.hotspots.values()].filter(({ status }) => status === 'TO_REVIEW'),
    )
    if (hotspot) project.reviewHotspot(hotspot.key, pick(random, ['SAFE', 'FIXED', 'ACKNOWLEDGED']))
    return hotspot !== undefined
  },
  rename(_, project, random) {
    project.rename(`Renamed ${wholeNumber(random, 1, 99)}`)
    return true
  },
  updateKey({ flavor }, project, random) {
    // Of servers without lasting ids, another key is another project.
    if (flavor !== '25') return false
    project.updateKey(`acme:moved-${wholeNumber(random, 1, 1e9)}`)
    return true
  },
  addProject(sonarqube, _, random) {
    const project = sonarqube.addProject({ key: `acme:new-${wholeNumber(random, 1, 1e9)}` })
    project.analyse({ issues: Array.from({ length: wholeNumber(random, 0, 8) }, () => randomIssue(random)) })
    return true
  },
  deleteProject(sonarqube, project) {
    if (sonarqube.projects().length < 3) return false
    project.delete()
    return true
  },
}

const names = Object.keys(changes)

/** Makes one change of any kind and says which; the same numbers on the same server give the same change. */
export function randomChange(sonarqube: FakeSonarqube, random: () => number): string {
  for (;;) {
    const project = any(random, sonarqube.projects()) ?? sonarqube.addProject()
    const name = any(random, names) ?? 'analyse'
    if (changes[name]?.(sonarqube, project, random)) return `${name} ${project.key}`
  }
}
