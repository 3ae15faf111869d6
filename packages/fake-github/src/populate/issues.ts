import { wholeNumber } from '@data-import/fake-server'
import { type MadeUpKind, withOne } from './made-up-kind.js'

/** Issues in every state. */
export const madeUpIssues: MadeUpKind = {
  async add(repository, { ago }) {
    await repository.openIssue({ title: 'Author is gone 👻', author: 'left-long-ago', createdAt: ago(900) })
    await repository.openIssue({ title: 'No description', body: null, author: 'dara', createdAt: ago(700) })
    const labels = Array.from({ length: 30 }, (_, index) => `area/${index}: größe`)
    await repository.openIssue({ title: 'Many labels', author: 'ana', labels, createdAt: ago(600) })
    const done = await repository.openIssue({ author: 'chen', createdAt: ago(500) })
    await repository.closeIssue(done.number, { closedAt: ago(400) })
    const declined = await repository.openIssue({ author: 'update-bot', createdAt: ago(480) })
    await repository.closeIssue(declined.number, { reason: 'NOT_PLANNED', closedAt: ago(450) })
  },
  changes: {
    async openIssue(repository, random) {
      await repository.openIssue({ labels: random() < 0.5 ? ['bug'] : [] })
      return true
    },
    updateIssue: withOne('issues', (repository, { number }, random) =>
      repository.updateIssue(number, { title: `Issue ${wholeNumber(random, 1, 1_000)}` }),
    ),
    closeIssue: withOne('issues', (repository, { number }) => repository.closeIssue(number), 'OPEN'),
    reopenIssue: withOne('issues', (repository, { number }) => repository.reopenIssue(number), 'CLOSED'),
    deleteIssue: withOne('issues', (repository, { number }) => repository.deleteIssue(number)),
  },
}
