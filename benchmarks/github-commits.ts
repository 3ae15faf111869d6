import { type GithubBench, type MeasuredPass, seconds } from './github-bench.js'
import { createSpecification } from './github-specification.js'
import { describeTraffic } from './github-traffic.js'
import type { Measurement } from './measurement.js'

const commits = 5_000
const pushed = 1_000
const pushes = 50
const perPush = pushed / pushes
/** On so many commits the specification's way is run; its figures grow in proportion. */
const sample = 200
const scale = 1_000 / sample
const target = 12
const latencyMs = 100

/** Requests and points for 1,000 commits with line counts. */
export async function benchGithubCommits(bench: GithubBench): Promise<Measurement[]> {
  const { github, acme, latency, later, pass } = bench
  const specification = createSpecification(github, acme.token)
  const repository = await acme.addRepository({ name: 'anvils', commits })

  latency.milliseconds = latencyMs
  const sampled = await specification.commits('anvils', { most: sample })
  const first = await pass()
  const firstAsked = describeTraffic(github.traffic)
  await settle(bench)
  await repository.push({ commits: pushed })
  const atOnce = await pass()
  const atOnceAsked = describeTraffic(github.traffic)
  await settle(bench)
  for (let push = 0; push < pushes; push++) await repository.push({ commits: perPush })
  const together = await pass()

  latency.milliseconds = 0
  await settle(bench)
  const each: MeasuredPass[] = []
  const since = new Date(acme.now().getTime() + 60_000)
  for (let push = 0; push < pushes; push++) {
    later(1)
    await repository.push({ commits: perPush })
    each.push(await pass())
  }
  const eachAsked = describeTraffic(github.traffic)
  const specificationEach = await specification.commits('anvils', { since, most: perPush })

  const listed = (await specification.listing()).requests
  const scaled = `${(sampled.requests * scale + listed).toFixed(0)} (run on ${sample}, scaled)`
  const scaledTime = `${seconds(sampled.milliseconds * scale)} (run on ${sample}, scaled)`
  return [
    ...perThousand(`first import of ${commits} commits`, first, commits / 1_000, scaled),
    { what: 'GitHub: that import asked for', measured: firstAsked },
    ...perThousand('a pass after one push of 1,000', atOnce, 1, scaled),
    { what: 'GitHub: that pass asked for', measured: atOnceAsked },
    ...perThousand(`a pass after ${pushes} pushes of ${perPush}`, together, 1, scaled),
    {
      what: `GitHub: requests and points of a pass after a push of ${perPush} (mean of ${pushes} passes)`,
      measured: `${mean(each, 'requests').toFixed(1)} and ${mean(each, 'points').toFixed(1)}: ${eachAsked}`,
      specification: `${specificationEach.requests + listed} and 0`,
    },
    {
      what: `GitHub: time for 1,000 commits with lines at ${latencyMs} ms latency, first import`,
      measured: seconds(first.milliseconds / (commits / 1_000)),
      specification: scaledTime,
    },
    {
      what: 'GitHub: the same, pushed after it',
      measured: seconds(atOnce.milliseconds),
      specification: scaledTime,
    },
  ]
}

/** What changed in the minute of a pass is looked at twice: two passes later all is quiet. */
async function settle({ later, pass }: GithubBench): Promise<void> {
  later(1)
  await pass()
  later(1)
}

function perThousand(what: string, pass: MeasuredPass, thousands: number, specification: string): Measurement[] {
  const line = (of: 'requests' | 'points', other: string): Measurement => {
    const amount = pass[of] / thousands
    return {
      what: `GitHub: ${of} for 1,000 commits with lines, ${what}`,
      measured: amount.toFixed(1),
      specification: other,
      target: `≤ ${target}`,
      isMet: amount <= target,
    }
  }
  return [line('requests', specification), line('points', '0, for it asks no GraphQL')]
}

function mean(passes: readonly MeasuredPass[], of: 'requests' | 'points'): number {
  return passes.reduce((sum, pass) => sum + pass[of], 0) / passes.length
}
