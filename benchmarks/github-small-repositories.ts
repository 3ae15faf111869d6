import type { FakeOwner, FakeRepository } from '@data-import/fake-github'
import { type GithubBench, seconds } from './github-bench.js'
import { describeTraffic } from './github-traffic.js'
import type { Measurement } from './measurement.js'

const repositories = 200
const concurrentRepositories = 8
const hourMs = 3_600_000
/** Three for each repository (its runs, its workflows and its releases), and one for everything else together. */
const mostRequests = 4 * repositories
const target = 30

/** The first import of many small repositories that have a little of everything, and a pass in which nothing has changed. */
export async function benchGithubSmallRepositories(bench: GithubBench): Promise<Measurement[]> {
  const { github, acme, later, pass } = bench
  let runs = 0
  for (let start = 0; start < repositories; start += concurrentRepositories) {
    const numbers = Array.from(
      { length: Math.min(concurrentRepositories, repositories - start) },
      (_, at) => start + at,
    )
    for (const made of await Promise.all(numbers.map((number) => addSmallRepository(acme, number)))) runs += made
  }
  const first = await pass()
  const firstAsked = describeTraffic(github.traffic)
  later(1)
  await pass()
  later(1)
  const quiet = await pass()
  const quietAsked = describeTraffic(github.traffic)
  const what = `${repositories} small repositories with a little of everything and ${runs} workflow runs`
  return [
    {
      what: `GitHub: requests of the first pass over ${what}`,
      measured: `${first.requests} (${first.points} points, ${seconds(first.milliseconds)})`,
      target: `≤ ${mostRequests}`,
      isMet: first.requests <= mostRequests,
    },
    { what: 'GitHub: that pass asked for', measured: firstAsked },
    {
      what: 'GitHub: requests that count of a pass in which none of them has changed',
      measured: `${quiet.requests} (besides ${quiet.notModified} answers 304, which are free; ${quiet.points} points, ${seconds(quiet.milliseconds)})`,
      target: `≤ ${target}`,
      isMet: quiet.requests <= target,
    },
    { what: 'GitHub: that pass asked for', measured: quietAsked },
  ]
}

/** @returns how many workflow runs it has. */
async function addSmallRepository(acme: FakeOwner, number: number): Promise<number> {
  const now = acme.now().getTime()
  const ago = (hours: number) => new Date(now - hours * hourMs)
  const repository = await acme.addRepository({
    name: `small-${number}`,
    commits: 2 + (number % 8),
    createdAt: ago(3_000),
  })
  await addPullRequests(repository, number, ago)
  const issue = await repository.openIssue({ createdAt: ago(250) })
  if (number % 2 === 0) await repository.closeIssue(issue.number, { closedAt: ago(200) })
  const deployment = await repository.deploy({ createdAt: ago(90) })
  await repository.setDeploymentStatus(deployment.id, { createdAt: ago(89) })
  await repository.release({ createdAt: ago(80) })
  const runs = 1 + (number % 2)
  for (let at = 0; at < runs; at++) {
    const run = await repository.startRun({ createdAt: ago(100 + at) })
    await repository.finishRun(run.id, { finishedAt: ago(99 + at) })
  }
  return runs
}

async function addPullRequests(repository: FakeRepository, number: number, ago: (hours: number) => Date) {
  for (let at = 0; at <= number % 3; at++) {
    const pull = await repository.openPullRequest({ createdAt: ago(300 + at) })
    await repository.reviewPullRequest(pull.number, { submittedAt: ago(290 + at) })
    if (at === 0) await repository.mergePullRequest(pull.number, { mergedAt: ago(280) })
  }
}
