import { populate } from '@data-import/fake-github'
import { type GithubBench, type MeasuredPass, seconds } from './github-bench.js'
import { createSpecification } from './github-specification.js'
import { describeTraffic } from './github-traffic.js'
import type { Measurement } from './measurement.js'

const repositories = 1_000
const changed = 10
/** What a repository needs that got commits, a pull request and an issue. */
const neededByEach = 5
/** Over so many repositories the specification's way is run; its figures grow in proportion. */
const sample = 50
const scale = repositories / sample
const target = 30
const latencyMs = 100

/** A pass in which nothing has changed, and one in which little has. */
export async function benchGithubPasses(bench: GithubBench): Promise<Measurement[]> {
  const { github, acme, latency, later, pass } = bench
  await populate(acme, { repositories, seed: 1, commitsOfLargest: 200 })
  const first = await described(bench)
  later(1)
  await pass()
  later(1)
  const quick = await pass()
  later(1)

  latency.milliseconds = latencyMs
  const quiet = await described(bench)
  const specification = createSpecification(github, acme.token)
  const listing = await specification.listing()
  const names = acme.repositories().map(({ name }) => name)
  const unchanged = await specification.unchanged(names.slice(0, sample), acme.now())

  latency.milliseconds = 0
  later(1)
  for (const repository of acme.repositories().slice(100, 100 + changed)) {
    await repository.push({ commits: 2 })
    await repository.openPullRequest()
    await repository.openIssue()
  }
  const busy = await described(bench)
  later(1)
  await pass()
  later(8 * 24)
  const fullLook = await described(bench)

  const needed = target + neededByEach * changed
  return [
    {
      what: `GitHub: requests of the first pass over ${repositories} repositories`,
      measured: `${first.requests} (${first.points} points, ${seconds(first.milliseconds)})`,
    },
    { what: 'GitHub: that pass asked for', measured: first.asked },
    {
      what: `GitHub: requests that count of a pass in which none of them has changed`,
      measured: costOf(quiet),
      specification: `${listing.requests + unchanged.requests * scale} (run on ${sample}, scaled)`,
      target: `≤ ${target}`,
      isMet: quiet.requests <= target,
    },
    { what: 'GitHub: that pass asked for', measured: quiet.asked },
    {
      what: `GitHub: time of that pass, without latency and at ${latencyMs} ms`,
      measured: `${seconds(quick.milliseconds)} and ${seconds(quiet.milliseconds)}`,
      specification: `${seconds(listing.milliseconds + unchanged.milliseconds * scale)} at ${latencyMs} ms (run on ${sample}, scaled)`,
    },
    {
      what: `GitHub: requests that count of a pass in which ${changed} of them got commits, a pull request and an issue`,
      measured: costOf(busy),
      target: `≤ ${target} + ${neededByEach} each`,
      isMet: busy.requests <= needed,
    },
    { what: 'GitHub: that pass asked for', measured: busy.asked },
    {
      what: 'GitHub: requests that count of a pass in which none has changed and the full look is due everywhere',
      measured: costOf(fullLook),
    },
    { what: 'GitHub: that pass asked for', measured: fullLook.asked },
  ]
}

async function described({ github, pass }: GithubBench): Promise<MeasuredPass & { asked: string }> {
  const measured = await pass()
  return { ...measured, asked: describeTraffic(github.traffic) }
}

function costOf({ requests, notModified, points }: MeasuredPass): string {
  return `${requests} (besides ${notModified} answers 304, which are free; ${points} points)`
}
