import { pick, wholeNumber } from '@data-import/fake-server'
import { type MadeUpKind, withOne } from './made-up-kind.js'

/** More than one page of a hundred. */
const manyReviews = 120

/** Pull requests in every state. */
export const madeUpPullRequests: MadeUpKind = {
  async add(repository, { random, isLargest, ago }) {
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
  },
  changes: {
    async openPullRequest(repository, random) {
      if (repository.head() === null) return false
      await repository.openPullRequest({ isDraft: random() < 0.2, commits: wholeNumber(random, 1, 2) })
      return true
    },
    updatePullRequest: withOne('pullRequests', async (repository, { number, state }, random) => {
      const title = `Title ${wholeNumber(random, 1, 1_000)}`
      await repository.updatePullRequest(number, state === 'OPEN' && random() < 0.4 ? { commits: 1 } : { title })
    }),
    reviewPullRequest: withOne('pullRequests', async (repository, { number }, random) => {
      const state = pick(random, ['APPROVED', 'CHANGES_REQUESTED', 'COMMENTED'] as const)
      await repository.reviewPullRequest(number, { state })
    }),
    commentOnPullRequest: withOne('pullRequests', async (repository, { number }, random) => {
      await repository.commentOnPullRequest(number, random() < 0.5 ? { path: 'src/index.ts' } : {})
    }),
    labelPullRequest: withOne('pullRequests', async (repository, { number }, random) => {
      await repository.updatePullRequest(number, { labels: random() < 0.5 ? ['hotfix', 'bug'] : [] })
    }),
    markPullRequest: withOne(
      'pullRequests',
      (repository, { number, isDraft }) => repository.updatePullRequest(number, { isDraft: !isDraft }),
      'OPEN',
    ),
    rewritePullRequest: withOne(
      'pullRequests',
      (repository, { number }) => repository.updatePullRequest(number, { commits: 1, isRewritten: true }),
      'OPEN',
    ),
    requestReview: withOne('pullRequests', (repository, { number }) => repository.requestReview(number), 'OPEN'),
    mergePullRequest: withOne('pullRequests', (repository, { number }) => repository.mergePullRequest(number), 'OPEN'),
    closePullRequest: withOne('pullRequests', (repository, { number }) => repository.closePullRequest(number), 'OPEN'),
    reopenPullRequest: withOne(
      'pullRequests',
      (repository, { number }) => repository.reopenPullRequest(number),
      'CLOSED',
    ),
  },
}
