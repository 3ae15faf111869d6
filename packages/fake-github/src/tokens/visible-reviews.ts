import type { RepositoryState } from '../state/repository-state.js'
import type { FakeReview } from '../state/review.js'
import type { Token } from './token.js'

/** Reviews of a pull request; a pending one is seen by its author alone. */
export function visibleReviews(repository: RepositoryState, token: Token | null, pullRequest: number): FakeReview[] {
  return [...repository.reviews.values()].filter(
    (review) =>
      review.pullRequest === pullRequest &&
      (review.state !== 'PENDING' || (review.author !== null && review.author === token?.viewer)),
  )
}
