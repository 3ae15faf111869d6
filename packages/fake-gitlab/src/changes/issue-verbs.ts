import type { FakeAccount } from '../state/account.js'
import type { FakeIssue } from '../state/issue.js'
import type { FakeProject } from '../state/project.js'
import type { World } from '../state/world.js'
import { someAccount, someTitle } from './made-up.js'
import { later, touchActivity } from './touch.js'

/** An issue to open. */
export interface IssueOptions {
  readonly title?: string
  readonly description?: string | null
  readonly author?: FakeAccount
  readonly assignees?: readonly FakeAccount[]
  readonly labels?: readonly string[]
  readonly type?: string
  readonly isConfidential?: boolean
  readonly createdAt?: Date
}

/** Opens an issue. */
export function openIssue(world: World, project: FakeProject, options: IssueOptions = {}): FakeIssue {
  const createdAt = options.createdAt ?? world.now()
  const iid = project.nextIid.issue++
  const issue: FakeIssue = {
    ...{ id: world.newId(), iid, state: 'opened', createdAt, updatedAt: createdAt, closedAt: null },
    title: options.title ?? someTitle(world),
    description: options.description === undefined ? 'It fails.' : options.description,
    type: options.type ?? 'ISSUE',
    isConfidential: options.isConfidential ?? false,
    author: options.author ?? someAccount(world),
    assignees: [...(options.assignees ?? [])],
    labels: [...(options.labels ?? [])],
  }
  project.issues.set(iid, issue)
  touchActivity(world, project)
  return issue
}

/** Changes an issue. */
export function updateIssue(
  world: World,
  issue: FakeIssue,
  changes: Partial<Pick<FakeIssue, 'title' | 'description' | 'labels' | 'assignees'>>,
): void {
  Object.assign(issue, changes)
  issue.updatedAt = later(world, issue.updatedAt)
}

/** Closes an issue, or opens it again. */
export function setIssueState(world: World, issue: FakeIssue, state: FakeIssue['state']): void {
  issue.state = state
  issue.updatedAt = later(world, issue.updatedAt)
  issue.closedAt = state === 'closed' ? issue.updatedAt : null
}
