import { wholeNumber } from '@data-import/fake-server'
import type { FakeRepository } from '../repository-handle.js'
import type { WorkOptions } from './work.js'

/** More than one page of a hundred. */
const manyReviews = 120

/** Pull requests in every state. */
export async function addPullRequests(
  repository: FakeRepository,
  { random, isLargest }: WorkOptions,
  ago: (hours: number) => Date,
): Promise<void> {
  const merged = await repository.openPullRequest({ author: 'ana', commits: 3, createdAt: ago(300) })
  await repository.reviewPullRequest(merged.number, {
    state: 'CHANGES_REQUESTED',
    author: 'chen',
    body: 'Bitte ändern',
    submittedAt: ago(290),
  })
  await repository.reviewPullRequest(merged.number, { author: 'chen', submittedAt: ago(280) })
  await repository.mergePullRequest(merged.number, { mergedBy: 'chen', mergedAt: ago(270) })
  await repository.openPullRequest({ author: 'dara', isDraft: true, body: null, createdAt: ago(200) })
  await repository.openPullRequest({ author: 'outside-helper', headRepository: 'gone', createdAt: ago(190) })
  await repository.openPullRequest({ author: 'update-bot', title: 'Update a dependency', createdAt: ago(180) })
  const ghost = await repository.openPullRequest({ author: 'left-long-ago', createdAt: ago(170) })
  await repository.reviewPullRequest(ghost.number, { state: 'DISMISSED', author: null, submittedAt: ago(165) })
  await repository.closePullRequest(ghost.number, { closedAt: ago(160) })
  const busy = await repository.openPullRequest({ author: 'chen', createdAt: ago(150) })
  for (let index = 0; index < (isLargest ? manyReviews : wholeNumber(random, 0, 3)); index += 1) {
    await repository.reviewPullRequest(busy.number, { state: 'COMMENTED', author: 'ana', submittedAt: ago(140) })
  }
  // Whose token reads this sees their own pending review.
  const importer = `${repository.fullName.split('/')[0]}-importer`
  await repository.reviewPullRequest(busy.number, { state: 'PENDING', author: importer, submittedAt: ago(100) })
}
