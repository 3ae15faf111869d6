import type { FakeRepository } from '@data-import/fake-github'

const dayMs = 86_400_000

/** Pull requests of which most are merged, with reviews, and issues of which most are closed, over half a year. */
export async function addWork(
  repository: FakeRepository,
  given: { now: Date; pullRequests: number; issues: number },
): Promise<void> {
  const ago = (days: number) => new Date(given.now.getTime() - days * dayMs)
  const open: number[] = []
  for (let at = 0; at < given.pullRequests; at++) {
    const days = 180 - (at * 170) / given.pullRequests
    const { number } = await repository.openPullRequest({ createdAt: ago(days), title: `Change ${at}`, commits: 2 })
    const state = at % 5 === 0 ? 'CHANGES_REQUESTED' : 'APPROVED'
    for (let review = 0; review <= at % 3; review++) {
      await repository.reviewPullRequest(number, { state, submittedAt: ago(days - 0.5 - review / 10) })
    }
    if (at % 4 === 0) await repository.commentOnPullRequest(number, { createdAt: ago(days - 0.6) })
    if (at % 10 === 9) open.push(number)
    else if (at % 10 === 8) await repository.closePullRequest(number, { closedAt: ago(days - 1) })
    else await repository.mergePullRequest(number, { mergedAt: ago(days - 1) })
  }
  for (let at = 0; at < given.issues; at++) {
    const days = 170 - (at * 160) / given.issues
    const { number } = await repository.openIssue({ createdAt: ago(days), title: `Question ${at}` })
    if (at % 4 !== 0) await repository.closeIssue(number, { closedAt: ago(days - 2) })
  }
}

/** Workflow runs of one to three jobs over 80 days; the newest is still in progress. */
export async function addDelivery(repository: FakeRepository, given: { now: Date; runs: number }): Promise<void> {
  const ago = (days: number) => new Date(given.now.getTime() - days * dayMs)
  for (let at = 0; at < given.runs; at++) {
    const days = 80 - (at * 79) / given.runs
    const jobs = Array.from({ length: 1 + (at % 3) }, (_, job) => `job ${job}`)
    const { id } = await repository.startRun({ jobs, createdAt: ago(days) })
    const conclusion = at % 7 === 0 ? 'failure' : 'success'
    if (at < given.runs - 1) await repository.finishRun(id, { conclusion, finishedAt: ago(days - 0.01) })
  }
}
