import { commandLinePass } from './command-line-pass.js'
import { type GithubBench, seconds } from './github-bench.js'
import type { Measurement } from './measurement.js'

const commits = 100_000

/** Memory of the built command line while it imports a long history; GitHub is another process. */
export async function benchGithubMemory(bench: GithubBench): Promise<Measurement[]> {
  const { github, acme, connectionString, dataSourceId } = bench
  await acme.addRepository({ name: 'anvils', commits })
  github.traffic.reset()
  const { peakMegabytes, milliseconds } = await commandLinePass(connectionString, dataSourceId)
  const requests = github.traffic.rest + github.traffic.graphql
  return [
    {
      what: `data-import run, ${commits} commits from GitHub: peak memory (${requests} requests, ${seconds(milliseconds)})`,
      measured: `${peakMegabytes} MB`,
      target: '≤ 250 MB',
      isMet: peakMegabytes <= 250,
    },
  ]
}
