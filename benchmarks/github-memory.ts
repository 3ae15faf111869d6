import { type GithubBench, seconds } from './github-bench.js'
import type { Measurement } from './measurement.js'

const commits = 100_000

/** Memory of the process that imports a long history; GitHub is another one's. */
export async function benchGithubMemory({ acme, pass }: GithubBench): Promise<Measurement[]> {
  await acme.addRepository({ name: 'anvils', commits })
  const { peakMegabytes, milliseconds, requests } = await pass()
  return [
    {
      what: `GitHub import of ${commits} commits: peak memory of the process (${requests} requests, ${seconds(milliseconds)})`,
      measured: `${peakMegabytes} MB`,
      target: '≤ 250 MB',
      isMet: peakMegabytes <= 250,
    },
  ]
}
