import { createRandom, pick, wholeNumber } from '@data-import/fake-server'
import type { NewIssue } from '../changes/analyse.js'
import type { FakeSonarqube } from '../fake-sonarqube.js'
import type { FakeProject } from '../project-handle.js'

const dayMs = 86_400_000

/** How large a server is made. */
export interface PopulateOptions {
  readonly projects: number
  readonly seed: number
  /** Issues of the largest project. Default: 60. */
  readonly issuesOfLargest?: number
}

/**
 * Fills a server with plausible projects that have every odd case: one that was never analysed, one without SCM, failed gates,
 * closed, accepted and reopened issues, reviewed hotspots, issues of the project itself, authors without an address.
 */
export function populate(sonarqube: FakeSonarqube, { projects, seed, issuesOfLargest = 60 }: PopulateOptions): void {
  const random = createRandom(seed)
  for (const [login, name] of [
    ['ada', 'Ada Acme'],
    ['bo', 'Bo Acme'],
  ] as const) {
    sonarqube.addUser({ login, name })
  }
  for (let index = 0; index < projects; index++) {
    const project = sonarqube.addProject({
      key: `acme:service-${index + 1}`,
      name: `Service № ${index + 1}`,
      isPrivate: index % 2 === 1,
    })
    if (index % 10 === 9) continue
    const most = index === 0 ? issuesOfLargest : Math.min(issuesOfLargest, wholeNumber(random, 0, 30))
    fill(project, { random, most, now: sonarqube.now() })
  }
}

/** An issue as analyses find them. */
export function randomIssue(random: () => number, committedAt?: Date): NewIssue {
  const path = pick<string | null>(random, ['src/a/Main.java', 'src/a/Other.java', 'src/b/Für.java', 'pom.xml', null])
  return {
    rule: pick(random, ['java:S1135', 'java:S1481', 'java:S106', 'xml:S125']),
    severity: pick(random, ['INFO', 'MINOR', 'MAJOR', 'CRITICAL', 'BLOCKER']),
    type: pick(random, ['BUG', 'VULNERABILITY', 'CODE_SMELL']),
    path,
    line: path === null ? null : wholeNumber(random, 1, 900),
    message: pick(random, ['Complete the task.', 'Remove this unused variable.', 'Replace "println" by a logger.']),
    effortMinutes: pick(random, [0, 5, 65, 480, 1025]),
    assignee: pick<string | null>(random, ['ada', 'bo', null]),
    author: pick(random, ['ada@acme.example', 'Bo@acme.example', 'cvs-user', '']),
    ...(committedAt && { committedAt }),
  }
}

function fill(project: FakeProject, { random, most, now }: { random: () => number; most: number; now: Date }): void {
  const analyses = wholeNumber(random, 1, 4)
  for (let index = 0; index < analyses; index++) {
    const date = new Date(now.getTime() - (analyses - index) * 3 * dayMs - wholeNumber(random, 0, 3600) * 1000)
    const count = index === 0 ? Math.ceil(most / 2) : Math.floor(most / 2 / analyses)
    const issues = Array.from({ length: count }, () => {
      const committed = new Date(date.getTime() - wholeNumber(random, 1, 300) * dayMs)
      return randomIssue(random, random() < 0.5 ? committed : undefined)
    })
    const [closed] = index > 0 ? project.issueKeys() : []
    project.analyse({
      date,
      issues,
      gate: pick(random, ['OK', 'OK', 'ERROR']),
      ...(random() < 0.2 && { revision: null }),
      ...(closed && { closed: [closed] }),
      hotspots: index === 0 ? [{ author: 'ada@acme.example' }, { probability: 'HIGH' }] : [],
      newCode: { new_coverage: '75.0', new_bugs: '0', new_lines: String(wholeNumber(random, 0, 500)) },
    })
  }
  const [first, second] = project.issueKeys().slice(1)
  if (first) project.changeIssue(first, { transition: 'accept' })
  if (second) project.changeIssue(second, { transition: 'confirm', assignee: 'bo' })
  const [hotspot] = project.hotspotKeys()
  if (hotspot) project.reviewHotspot(hotspot, 'SAFE')
}
