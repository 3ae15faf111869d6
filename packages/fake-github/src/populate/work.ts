import type { FakeRepository } from '../repository-handle.js'
import { addDelivery } from './delivery.js'
import { addPullRequests } from './pull-requests.js'

const hourMs = 3_600_000

/** What a repository is filled with. */
export interface WorkOptions {
  readonly random: () => number
  readonly now: Date
  /** The largest has the cases that take many rows. */
  readonly isLargest: boolean
}

/** Issues, pull requests, runs, deployments and releases of the last weeks. */
export async function addWork(repository: FakeRepository, options: WorkOptions): Promise<void> {
  const ago = (hours: number) => new Date(options.now.getTime() - hours * hourMs)
  await repository.openIssue({ title: 'Author is gone 👻', author: 'left-long-ago', createdAt: ago(900) })
  await repository.openIssue({ title: 'No description', body: null, author: 'dara', createdAt: ago(700) })
  const labels = Array.from({ length: 30 }, (_, index) => `area/${index}: größe`)
  await repository.openIssue({ title: 'Many labels', author: 'ana', labels, createdAt: ago(600) })
  const done = await repository.openIssue({ author: 'chen', createdAt: ago(500) })
  await repository.closeIssue(done.number, { closedAt: ago(400) })
  const declined = await repository.openIssue({ author: 'update-bot', createdAt: ago(480) })
  await repository.closeIssue(declined.number, { reason: 'NOT_PLANNED', closedAt: ago(450) })
  await addPullRequests(repository, options, ago)
  await addDelivery(repository, ago)
}
