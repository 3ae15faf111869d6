import type { FakeAccount } from '../state/account.js'
import type { FakeIssue } from '../state/issue.js'
import { nodeId } from '../state/node-id.js'
import { type RepositoryState, takeNumber } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { madeUpTitle } from './made-up-files.js'
import { accountOf } from './made-up-people.js'

/** A new issue; what isn't given is made up. */
export interface IssueOptions {
  readonly title?: string
  readonly body?: string | null
  readonly author?: FakeAccount | string | null
  readonly labels?: readonly string[]
  /** Name of an issue type of the organization. Default null. */
  readonly type?: string | null
  readonly assignees?: readonly (FakeAccount | string)[]
  readonly createdAt?: Date
}

/** Opens an issue. */
export function openIssue(world: World, repository: RepositoryState, options: IssueOptions = {}): FakeIssue {
  const number = takeNumber(repository, 'issues')
  const createdAt = options.createdAt ?? world.now()
  const issue: FakeIssue = {
    id: world.newId('issues'),
    nodeId: nodeId('Issue', repository.id, number),
    number,
    title: options.title ?? madeUpTitle(world.random),
    body: options.body === undefined ? 'It does not work.' : options.body,
    state: 'OPEN',
    stateReason: null,
    author: accountOf(world, options.author),
    labels: [...(options.labels ?? [])],
    type: options.type ?? null,
    assignees: (options.assignees ?? []).flatMap((who) => accountOf(world, who) ?? []),
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
  }
  repository.issues.set(number, issue)
  return issue
}

/** Changes what an issue says. */
export function updateIssue(
  world: World,
  repository: RepositoryState,
  number: number,
  options: Pick<IssueOptions, 'title' | 'body' | 'labels' | 'type' | 'assignees'> = {},
): FakeIssue {
  const issue = issueOf(repository, number)
  if (options.title !== undefined) issue.title = options.title
  if (options.body !== undefined) issue.body = options.body
  if (options.labels !== undefined) issue.labels = [...options.labels]
  if (options.type !== undefined) issue.type = options.type
  if (options.assignees) issue.assignees = options.assignees.flatMap((who) => accountOf(world, who) ?? [])
  issue.updatedAt = world.now()
  return issue
}

/** Closes an issue; default as completed. */
export function closeIssue(
  world: World,
  repository: RepositoryState,
  number: number,
  options: { readonly reason?: 'COMPLETED' | 'NOT_PLANNED'; readonly closedAt?: Date } = {},
): FakeIssue {
  const closedAt = options.closedAt ?? world.now()
  const stateReason = options.reason ?? ('COMPLETED' as const)
  return Object.assign(issueOf(repository, number), {
    state: 'CLOSED' as const,
    stateReason,
    closedAt,
    updatedAt: closedAt,
  })
}

/** Opens a closed issue again. */
export function reopenIssue(world: World, repository: RepositoryState, number: number): FakeIssue {
  const change = { state: 'OPEN', stateReason: 'REOPENED', closedAt: null, updatedAt: world.now() } as const
  return Object.assign(issueOf(repository, number), change)
}

/** Deletes an issue, of which nothing tells afterwards. */
export function deleteIssue(_world: World, repository: RepositoryState, number: number): void {
  repository.issues.delete(issueOf(repository, number).number)
}

function issueOf(repository: RepositoryState, number: number): FakeIssue {
  const issue = repository.issues.get(number)
  if (!issue) throw new Error(`${repository.name} has no issue ${number}`)
  return issue
}
