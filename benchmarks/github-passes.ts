import { populate } from '@data-import/fake-github'
import { type GithubBench, seconds } from './github-bench.js'
import { specificationPass } from './github-specification.js'
import type { Measurement } from './measurement.js'

const repositories = 1_000
const changed = 10
const sample = 50
const target = 30

/** A pass in which nothing has changed, and one in which little has. */
export async function benchGithubPasses(bench: GithubBench): Promise<Measurement[]> {
  const { github, acme, latency, later, pass } = bench
  await populate(acme, { repositories, seed: 1, commitsOfLargest: 200 })
  await pass()
  later(1)
  await pass()
  later(1)
  const quick = await pass()
  latency.milliseconds = 100
  later(1)
  const quiet = await pass()
  const names = acme.repositories().map(({ name }) => name)
  const specification = await specificationPass(github, acme.token, names.slice(0, sample), new Date())
  const pages = Math.ceil(repositories / 100)
  const scaled = (sampled: number) => (sampled * repositories) / sample
  later(1)
  for (const repository of acme.repositories().slice(100, 100 + changed)) {
    await repository.push({ commits: 2 })
    await repository.openPullRequest()
    await repository.openIssue()
  }
  const busy = await pass()
  const asked = [...github.traffic.byRoute].map(([route, count]) => `${count} × ${route}`).join(', ')
  return [
    {
      what: `GitHub: requests of a pass over ${repositories} unchanged repositories`,
      measured: `${quiet.requests} (and ${quiet.notModified} answers 304, which are free; ${quiet.points} points)`,
      target: `≤ ${target}`,
      isMet: quiet.requests <= target,
    },
    {
      what: "the specification's way (run on 50, scaled)",
      measured: String(pages + scaled(specification.requests)),
    },
    {
      what: 'time of that pass without latency; at 100 ms; the specification at 100 ms (scaled)',
      measured: `${seconds(quick.milliseconds)}; ${seconds(quiet.milliseconds)}; ${seconds(pages * 100 + scaled(specification.milliseconds))}`,
    },
    {
      what: `GitHub: requests of a pass in which ${changed} of them got commits, a pull request and an issue`,
      measured: `${busy.requests}: ${asked}`,
      target: `≤ ${target} + 6 each`,
      isMet: busy.requests <= target + 6 * changed,
    },
  ]
}
