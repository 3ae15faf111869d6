import { createRandom, wholeNumber } from '@data-import/fake-server'
import type { FakeOwner } from '../owner-handle.js'
import type { FakeProjectHandle } from '../project-handle.js'

/** How much is made up. */
export interface PopulateOptions {
  /** Default 10. */
  readonly projects?: number
  /** Of the largest project; the others have some. Default 500. */
  readonly commitsOfLargest?: number
  readonly seed?: number
  /** Everything is older than that. Default: the machine's time. */
  readonly now?: Date
  /** Of each project. Default: some. */
  readonly mergeRequests?: number
}

const dayMs = 86_400_000
const people = ['ana', 'bo', 'chen', 'dara', 'emil'] as const

/** Fills a group or a user with projects that have a little of everything. */
export function populate(owner: FakeOwner, options: PopulateOptions = {}): FakeProjectHandle[] {
  const random = createRandom(options.seed ?? 1)
  const now = options.now ?? new Date()
  const ago = (days: number) => new Date(now.getTime() - days * dayMs)
  for (const name of people.slice(0, 3)) owner.addMember(name)
  const made: FakeProjectHandle[] = []
  for (let index = 0; index < (options.projects ?? 10); index++) {
    const path = `${index % 3 === 2 ? 'platform/' : ''}project-${index}`
    const commits = index === 0 ? (options.commitsOfLargest ?? 500) : wholeNumber(random, 0, 12)
    const project = owner.addProject({ path, createdAt: ago(400), commits, committedAt: ago(40) })
    made.push(project)
    if (commits > 0) fill(project, random, ago, options.mergeRequests ?? wholeNumber(random, 1, 4))
  }
  return made
}

function fill(project: FakeProjectHandle, random: () => number, ago: (days: number) => Date, count: number): void {
  const issues = Array.from({ length: count }, (_, index) =>
    project.openIssue({ createdAt: ago(39 - (index % 30)), labels: index % 2 ? ['bug', 'later'] : [] }),
  )
  for (let index = 0; index < count; index++) {
    const given = project.openMergeRequest({
      createdAt: ago(38 - (index % 30)),
      commits: wholeNumber(random, 1, 3),
      labels: index % 3 ? [] : ['feature'],
      isDraft: index % 4 === 3,
      ...(index % 2 === 0 && { closes: [issues[index]?.iid ?? 1] }),
      ...(index % 5 === 4 && { hasLines: false }),
    })
    const at = ago(37 - (index % 30))
    project.comment(given, { author: 'chen', createdAt: at, ...(index % 2 ? { path: 'src/index.ts' } : {}) })
    if (index % 2 === 0) project.approve(given, 'bo', at)
  }
  for (let index = 0; index < Math.min(count, 4); index++) {
    const pipeline = project.startPipeline({ createdAt: ago(20 - index) })
    project.finishPipeline(pipeline, index % 3 === 2 ? 'failed' : 'success', ago(19.9 - index))
    const deployment = project.deploy({ pipeline, createdAt: ago(19.9 - index) })
    project.setDeploymentStatus(deployment, 'success', ago(19.8 - index))
  }
  project.release({ createdAt: ago(10) })
}
