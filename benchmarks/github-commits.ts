import { type GithubBench, seconds } from './github-bench.js'
import { specificationCommits } from './github-specification.js'
import type { Measurement } from './measurement.js'

const commits = 5_000
const pushed = 1_000
/** On so many commits the specification's way is run; its figures grow in proportion. */
const sample = 200
const target = 12

/** Requests and points for 1,000 commits with line counts. */
export async function benchGithubCommits({ github, acme, latency, later, pass }: GithubBench): Promise<Measurement[]> {
  const repository = await acme.addRepository({ name: 'anvils', commits })
  latency.milliseconds = 100
  const specification = await specificationCommits(github, acme.token, 'anvils', sample)
  const first = await pass()
  later(1)
  await pass()
  later(1)
  await repository.push({ commits: pushed })
  const incremental = await pass()
  let small = { requests: 0, points: 0 }
  for (let push = 0; push < 10; push++) {
    later(1)
    await repository.push({ commits: 1 })
    const { requests, points } = await pass()
    small = { requests: small.requests + requests, points: small.points + points }
  }
  const perThousand = (amount: number, of: number) => (amount * 1_000) / of
  const scaled = (sampled: number) => perThousand(sampled, sample)
  const line = (what: string, amount: number): Measurement => ({
    what,
    measured: amount.toFixed(1),
    target: `≤ ${target}`,
    isMet: amount <= target,
  })
  return [
    line(
      `GitHub: requests for 1,000 commits with lines, first import of ${commits}`,
      perThousand(first.requests, commits),
    ),
    line('GitHub: points for the same', perThousand(first.points, commits)),
    line('GitHub: requests of a pass in which 1,000 commits were pushed', perThousand(incremental.requests, pushed)),
    line('GitHub: points for the same', perThousand(incremental.points, pushed)),
    {
      what: 'GitHub: requests and points of a pass in which one commit was pushed',
      measured: `${(small.requests / 10).toFixed(1)} and ${(small.points / 10).toFixed(1)}`,
    },
    {
      what: `the specification's way, requests for 1,000 commits with lines (run on ${sample}, scaled)`,
      measured: scaled(specification.requests).toFixed(0),
    },
    {
      what: 'time for 1,000 commits at 100 ms latency, GitHub provider against the specification (scaled)',
      measured: `${seconds(perThousand(first.milliseconds, commits))} against ${seconds(scaled(specification.milliseconds))}`,
    },
  ]
}
