import type { FakeRepository } from '@data-import/fake-github'
import { commandLinePass } from './command-line-pass.js'
import { type GithubBench, type MeasuredPass, seconds } from './github-bench.js'
import { describeTraffic } from './github-traffic.js'
import type { Measurement } from './measurement.js'

const repositories = 14
const runsPerRepository = 225
const hourMs = 3_600_000
const most = { requests: 700, perRun: 0.1, seconds: 15, secondsWithLatency: 45, megabytes: 150 }
const mostUnchanged = { requests: 12, secondsWithLatency: 2 }

/** The first import of some repositories whose workflows run often, and a pass in which nothing has changed. */
export async function benchGithubDelivery(bench: GithubBench): Promise<Measurement[]> {
  const { acme, latency, github } = bench
  const added = Array.from({ length: repositories }, (_, at) => acme.addRepository({ name: `w-${at}`, commits: 40 }))
  for (const repository of await Promise.all(added)) await addDelivery(repository, acme.now().getTime())
  const runs = repositories * runsPerRepository
  const what = `${repositories} repositories with ${runs} workflow runs`
  latency.milliseconds = 100
  const slow = await bench.pass()
  const asked = describeTraffic(github.traffic)
  bench.later(1)
  await bench.pass()
  bench.later(1)
  const quiet = await bench.pass()
  await bench.again()
  latency.milliseconds = 0
  const first = await bench.pass()
  const asFirst = github.traffic.log.filter(({ path, operation }) => isForJobs(path, operation)).length
  await bench.again()
  // As an operator runs it: without what runs TypeScript from its source.
  const { peakMegabytes } = await commandLinePass(bench.connectionString, bench.dataSourceId)
  const perRun = asFirst / runs
  return [
    {
      what: `GitHub: requests of the first pass over ${what}`,
      measured: `${first.requests} (${first.points} points), of them for jobs ${perRun.toFixed(3)} a run`,
      target: `≤ ${most.requests}, and ${most.perRun} a run`,
      isMet: first.requests <= most.requests && perRun <= most.perRun,
    },
    wall('that pass', first, most.seconds, 0),
    wall('that pass', slow, most.secondsWithLatency, 100),
    {
      what: 'data-import run: peak memory of that import',
      measured: `${peakMegabytes} MB`,
      target: `≤ ${most.megabytes} MB`,
      isMet: peakMegabytes <= most.megabytes,
    },
    { what: 'GitHub: that pass asked for', measured: asked },
    {
      what: 'GitHub: requests that count of a pass in which nothing has changed',
      measured: `${quiet.requests} (and ${quiet.notModified} answers 304)`,
      target: `≤ ${mostUnchanged.requests}`,
      isMet: quiet.requests <= mostUnchanged.requests,
    },
    wall('that pass', quiet, mostUnchanged.secondsWithLatency, 100),
  ]
}

function wall(what: string, { milliseconds }: MeasuredPass, mostSeconds: number, latencyMs: number): Measurement {
  return {
    what: `GitHub: time of ${what} at ${latencyMs} ms latency`,
    measured: seconds(milliseconds),
    target: `≤ ${mostSeconds} s`,
    isMet: milliseconds <= mostSeconds * 1_000,
  }
}

function isForJobs(path: string, operation: string | null): boolean {
  return /\/jobs$/.test(path) || /^check(Suites|Runs)$/.test(operation ?? '')
}

/** Some work, and runs over 80 days: one in thirty run again, one in twenty cancelled before it had a job. */
async function addDelivery(repository: FakeRepository, now: number): Promise<void> {
  const ago = (hours: number) => new Date(now - hours * hourMs)
  for (let at = 0; at < 12; at++) {
    const pull = await repository.openPullRequest({ createdAt: ago(900 - at), commits: 1 })
    await repository.reviewPullRequest(pull.number, { submittedAt: ago(800 - at) })
    await repository.openIssue({ createdAt: ago(700 - at) })
    const deployment = await repository.deploy({ createdAt: ago(600 - at) })
    await repository.setDeploymentStatus(deployment.id, { createdAt: ago(599 - at) })
  }
  for (let at = 0; at < runsPerRepository; at++) {
    const hours = 1_900 - (at * 1_900) / runsPerRepository
    const isCancelled = at % 20 === 0
    const jobs = isCancelled ? [] : Array.from({ length: 1 + (at % 5) }, (_, job) => `job ${job}`)
    const run = await repository.startRun({ jobs, createdAt: ago(hours + 1) })
    await repository.finishRun(run.id, {
      conclusion: isCancelled ? 'cancelled' : at % 7 === 0 ? 'failure' : 'success',
      finishedAt: ago(hours + 0.5),
    })
    if (at % 30 !== 7) continue
    await repository.rerun(run.id)
    await repository.finishRun(run.id)
  }
}
