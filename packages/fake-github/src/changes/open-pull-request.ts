import type { FakeAccount } from '../state/account.js'
import { nodeId } from '../state/node-id.js'
import type { FakePullRequest } from '../state/pull-request.js'
import { headOf, type RepositoryState, takeNumber } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { changedLines } from './changed-lines.js'
import { madeUpTitle } from './made-up-files.js'
import { accountOf } from './made-up-people.js'
import { plannedCommits } from './push.js'

/** A new pull request; what isn't given is made up. */
export interface PullRequestOptions {
  readonly title?: string
  readonly body?: string | null
  /** Null: a deleted user. */
  readonly author?: FakeAccount | string | null
  readonly isDraft?: boolean
  /** Default 1. */
  readonly commits?: number
  readonly labels?: readonly string[]
  /** Numbers of issues that its merge closes. */
  readonly closes?: readonly number[]
  readonly headRepository?: 'same' | 'gone'
  /** Default now. */
  readonly createdAt?: Date
}

/** Opens a pull request from a new branch with commits of its own. */
export async function openPullRequest(
  world: World,
  repository: RepositoryState,
  options: PullRequestOptions = {},
): Promise<FakePullRequest> {
  const base = headOf(repository)
  if (base === null) throw new Error(`${repository.name} is empty: push before a pull request`)
  const number = takeNumber(repository, 'issues')
  const createdAt = options.createdAt ?? world.now()
  const plans = plannedCommits(world, {
    ref: `refs/pull/${number}/head`,
    parent: base,
    commits: options.commits ?? 1,
    committedAt: createdAt,
    folder: `topics/${number}`,
  })
  const commitShas = await repository.git.write(plans)
  const head = commitShas.at(-1) ?? base
  const id = world.newId('pullRequests')
  const pullRequest: FakePullRequest = {
    id,
    nodeId: nodeId('PullRequest', repository.id, number),
    number,
    title: options.title ?? madeUpTitle(world.random),
    body: options.body === undefined ? 'Why and how.' : options.body,
    state: 'OPEN',
    isDraft: options.isDraft ?? false,
    author: accountOf(world, options.author),
    mergedBy: null,
    headRefName: `topic-${number}`,
    headRefOid: head,
    baseRefName: repository.defaultBranch,
    baseRefOid: base,
    headRepository: options.headRepository ?? 'same',
    mergeCommitOid: null,
    ...(await changedLines(repository, base, head)),
    commits: plans.length,
    commitShas: [...commitShas],
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    mergedAt: null,
    labels: [...(options.labels ?? [])],
    closes: [...(options.closes ?? [])],
    timeline: [],
  }
  repository.pullRequests.set(number, pullRequest)
  return pullRequest
}

/** The pull request of a number. */
export function pullRequestOf(repository: RepositoryState, number: number): FakePullRequest {
  const pullRequest = repository.pullRequests.get(number)
  if (!pullRequest) throw new Error(`${repository.name} has no pull request ${number}`)
  return pullRequest
}
