import { setTimeout as wait } from 'node:timers/promises'
import { startFakeGithub } from '@data-import/fake-github'
import type { PrismaClient } from '@data-import/reference-database'
import { createGithubBench, type GithubBench } from './github-bench.js'
import { benchGithubCommits } from './github-commits.js'
import { benchGithubDelivery } from './github-delivery.js'
import { benchGithubMemory } from './github-memory.js'
import { benchGithubPasses } from './github-passes.js'
import { benchGithubSmallRepositories } from './github-small-repositories.js'
import type { Measurement } from './measurement.js'

/** Requests, points, time and memory of imports from GitHub, against the specification's way on the same data. */
export const githubBenchmarks = {
  'github-commits': benchmark(benchGithubCommits),
  'github-passes': benchmark(benchGithubPasses),
  'github-small': benchmark(benchGithubSmallRepositories),
  'github-delivery': benchmark(benchGithubDelivery),
  'github-memory': benchmark(benchGithubMemory),
}

/** Each has a GitHub of its own, whose clock is moved ahead as if passes were hours apart. */
function benchmark(part: (bench: GithubBench) => Promise<Measurement[]>) {
  return async (db: PrismaClient, connectionString: string): Promise<Measurement[]> => {
    let aheadMs = 0
    const latency = { milliseconds: 0 }
    const github = await startFakeGithub({ now: () => new Date(Date.now() + aheadMs) })
    github.faults.onRequest(() => (latency.milliseconds > 0 ? wait(latency.milliseconds) : undefined))
    const later = (hours: number) => {
      aheadMs += hours * 3_600_000
    }
    try {
      const bench = await createGithubBench({ db, connectionString, github, latency, later })
      const measurements = await part(bench)
      await bench.remove()
      return measurements
    } finally {
      await github.close()
    }
  }
}
