import type { FakeAccount } from '../state/account.js'
import { nodeId } from '../state/node-id.js'
import type { RepositoryState } from '../state/repository-state.js'
import type { FakeReview, ReviewState } from '../state/review.js'
import type { World } from '../state/world.js'
import { accountOf } from './made-up-people.js'
import { pullRequestOf } from './open-pull-request.js'

/** Adds a review, which moves the pull request's `updatedAt`. */
export function reviewPullRequest(
  world: World,
  repository: RepositoryState,
  number: number,
  options: {
    readonly state?: ReviewState
    readonly body?: string
    readonly author?: FakeAccount | string | null
    readonly submittedAt?: Date
  } = {},
): FakeReview {
  const pullRequest = pullRequestOf(repository, number)
  const id = world.newId('reviews')
  const at = options.submittedAt ?? world.now()
  const state = options.state ?? 'APPROVED'
  const review: FakeReview = {
    id,
    nodeId: nodeId('PullRequestReview', repository.id, id),
    pullRequest: number,
    state,
    body: options.body ?? '',
    author: accountOf(world, options.author),
    submittedAt: state === 'PENDING' ? null : at,
    createdAt: at,
    updatedAt: at,
    commitOid: pullRequest.headRefOid,
  }
  repository.reviews.set(id, review)
  if (at > pullRequest.updatedAt) pullRequest.updatedAt = at
  return review
}

/** Removes a review, as GitHub does with the last comment of one that has no words of its own; moves the pull request's `updatedAt`. */
export function deleteReview(world: World, repository: RepositoryState, id: number): void {
  const review = repository.reviews.get(id)
  if (!review) throw new Error(`${repository.name} has no review ${id}`)
  repository.reviews.delete(id)
  pullRequestOf(repository, review.pullRequest).updatedAt = world.now()
}
