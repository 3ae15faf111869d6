import type { HotspotState, IssueState, ProjectState, World } from '../state/world.js'

/** What a person changes about an issue. */
export type IssueChange = Partial<Pick<IssueState, 'severity' | 'type' | 'assignee'>> & {
  /** As the page offers it. */
  readonly transition?: 'confirm' | 'unconfirm' | 'resolve' | 'reopen' | 'falsepositive' | 'accept'
}

const transitions = {
  confirm: ['CONFIRMED', null],
  unconfirm: ['REOPENED', null],
  resolve: ['RESOLVED', 'FIXED'],
  reopen: ['REOPENED', null],
  falsepositive: ['RESOLVED', 'FALSE-POSITIVE'],
  accept: ['RESOLVED', 'WONTFIX'],
} as const

/** Changes an issue at the server's time. */
export function changeIssue(world: World, project: ProjectState, key: string, change: IssueChange): void {
  const issue = project.issues.get(key)
  if (!issue) throw new Error(`There is no issue ${key}.`)
  const { transition, ...about } = change
  const [status, resolution] = transition ? transitions[transition] : [issue.status, issue.resolution]
  Object.assign(issue, about, { status, resolution, updatedAt: world.now() })
}

/** Reviews a hotspot at the server's time; without a resolution it is to be reviewed again. */
export function reviewHotspot(
  world: World,
  project: ProjectState,
  key: string,
  resolution: HotspotState['resolution'],
): void {
  const hotspot = project.hotspots.get(key)
  if (!hotspot) throw new Error(`There is no hotspot ${key}.`)
  Object.assign(hotspot, { status: resolution ? 'REVIEWED' : 'TO_REVIEW', resolution, updatedAt: world.now() })
}
