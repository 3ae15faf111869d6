import { startFakeGithub } from '@data-import/fake-github'
import type { PrismaClient } from '@data-import/reference-database'
import { createGithubBench, type GithubBench } from './github-bench.js'
import { benchGithubCommits } from './github-commits.js'
import { benchGithubMemory } from './github-memory.js'
import { benchGithubPasses } from './github-passes.js'
import type { Measurement } from './measurement.js'

const parts: readonly ((bench: GithubBench) => Promise<Measurement[]>)[] = [
  benchGithubCommits,
  benchGithubPasses,
  benchGithubMemory,
]

/** Requests, points, time and memory of imports from GitHub, against the specification's way on the same data. */
export async function benchGithub(db: PrismaClient, connectionString: string): Promise<Measurement[]> {
  const measurements: Measurement[] = []
  for (const part of parts) {
    let aheadMs = 0
    const latency = { milliseconds: 0 }
    const github = await startFakeGithub({ now: () => new Date(Date.now() + aheadMs) })
    github.faults.onRequest(() => new Promise((resolve) => setTimeout(resolve, latency.milliseconds)))
    const later = (hours: number) => {
      aheadMs += hours * 3_600_000
    }
    try {
      const bench = await createGithubBench({ db, connectionString, github, latency, later })
      measurements.push(...(await part(bench)))
      await bench.remove()
    } finally {
      await github.close()
    }
  }
  return measurements
}
