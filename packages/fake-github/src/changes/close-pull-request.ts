import type { FakePullRequest } from '../state/pull-request.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { World } from '../state/world.js'
import { pullRequestOf } from './open-pull-request.js'

/** Closes a pull request without merging it. */
export function closePullRequest(
  world: World,
  repository: RepositoryState,
  number: number,
  options: { readonly closedAt?: Date } = {},
): FakePullRequest {
  const closedAt = options.closedAt ?? world.now()
  return Object.assign(pullRequestOf(repository, number), { state: 'CLOSED' as const, closedAt, updatedAt: closedAt })
}

/** Deletes a pull request, as GitHub itself does with those of an account that it takes down. */
export function deletePullRequest(_world: World, repository: RepositoryState, number: number): void {
  repository.pullRequests.delete(pullRequestOf(repository, number).number)
}

/** Opens a closed pull request again; a merged one stays merged. */
export function reopenPullRequest(world: World, repository: RepositoryState, number: number): FakePullRequest {
  const pullRequest = pullRequestOf(repository, number)
  if (pullRequest.state === 'MERGED') throw new Error(`pull request ${number} is merged`)
  return Object.assign(pullRequest, { state: 'OPEN' as const, closedAt: null, updatedAt: world.now() })
}
