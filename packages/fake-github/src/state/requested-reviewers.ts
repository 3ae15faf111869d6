import type { FakeAccount } from './account.js'
import type { FakePullRequest } from './pull-request.js'
import type { RepositoryState } from './repository-state.js'

/** Who is still asked for a review: neither was the request taken back, nor has the review come. */
export function requestedReviewers({ reviews }: RepositoryState, pull: FakePullRequest): FakeAccount[] {
  const asked = new Map<FakeAccount, Date>()
  for (const { kind, reviewer, createdAt } of pull.timeline) {
    if (reviewer === null) continue
    if (kind === 'ReviewRequestedEvent') asked.set(reviewer, createdAt)
    if (kind === 'ReviewRequestRemovedEvent') asked.delete(reviewer)
  }
  for (const { pullRequest, author, submittedAt } of reviews.values()) {
    const since = author === null ? undefined : asked.get(author)
    const isDone = since !== undefined && submittedAt !== null && submittedAt >= since
    if (pullRequest === pull.number && author !== null && isDone) asked.delete(author)
  }
  return [...asked.keys()].filter(({ isDeleted }) => !isDeleted)
}
