import type { FakeOwner, FakeRepository } from '@data-import/fake-github'
import { addDelivery, addWork } from './work.js'

const dayMs = 86_400_000

/** Lets happen what importers are known to miss, and a day's work, which all of them see. */
export async function changeOrganization(acme: FakeOwner): Promise<void> {
  const [first, second, third, fourth, fifth] = acme.repositories()
  if (!first || !second || !third || !fourth || !fifth) throw new Error('The organisation has too few repositories.')
  await work(first)
  const now = acme.now()
  await first.lateMerge({ commits: 3, committedAt: new Date(now.getTime() - 60 * dayMs) })
  await second.reopenIssue(await closedIssue(second))
  await second.reopenPullRequest((await pullRequest(second, 'CLOSED')).number)
  const merged = await pullRequest(third, 'MERGED')
  await third.updatePullRequest(merged.number, { title: 'Another title, after the merge' })
  await third.reviewPullRequest(merged.number, { state: 'COMMENTED' })
  const { reviews, issues } = await fourth.truth()
  await fourth.forcePush({ drop: 2, commits: 1 })
  await fourth.deleteReview([...reviews.values()].at(-1)?.id ?? 0)
  await fourth.deleteIssue([...issues.values()].at(-1)?.number ?? 0)
  await runsGoOn(fifth)
  const later = await acme.addRepository({ name: 'added-later', commits: 60 })
  await addWork(later, { now, pullRequests: 5, issues: 5 })
  await addDelivery(later, { now, runs: 5 })
  second.rename('renamed')
  for (const repository of acme.repositories()) if (repository.name === 'empty') await repository.remove()
}

async function work(repository: FakeRepository): Promise<void> {
  await repository.push({ commits: 5 })
  await repository.openPullRequest()
  await repository.openIssue()
  const { id } = await repository.startRun()
  await repository.finishRun(id)
}

/** What was in progress ends, and what had ended long ago runs again. */
async function runsGoOn(repository: FakeRepository): Promise<void> {
  const runs = [...(await repository.truth()).runs.values()]
  for (const { id, status } of runs) if (status === 'in_progress') await repository.finishRun(id)
  const [old] = runs
  if (!old) throw new Error('There is no run to be run again.')
  await repository.rerun(old.id)
  await repository.finishRun(old.id, { conclusion: 'cancelled' })
}

async function closedIssue(repository: FakeRepository): Promise<number> {
  for (const { number, state } of (await repository.truth()).issues.values()) if (state === 'CLOSED') return number
  throw new Error('There is no closed issue.')
}

async function pullRequest(repository: FakeRepository, state: 'CLOSED' | 'MERGED') {
  for (const pull of (await repository.truth()).pullRequests.values()) if (pull.state === state) return pull
  throw new Error(`There is no ${state} pull request.`)
}
