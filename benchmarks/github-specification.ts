import type { FakeGithub } from '@data-import/fake-github'
import { Octokit } from '@octokit/rest'

/** What the specification's way has asked for and taken, one request after the other. */
export interface SpecificationCost {
  requests: number
  milliseconds: number
}

const silent = { debug() {}, info() {}, warn() {}, error() {} }

/** The specification's commit script, with the request that each commit's lines take, on the newest `count` commits. */
export async function specificationCommits(
  github: FakeGithub,
  token: string,
  repo: string,
  count: number,
): Promise<SpecificationCost> {
  const octokit = new Octokit({ auth: token, baseUrl: github.url, log: silent })
  return measured(github, async () => {
    let left = count
    for await (const { data } of octokit.paginate.iterator(octokit.repos.listCommits, {
      owner: 'acme',
      repo,
      per_page: 100,
    })) {
      for (const { sha } of data.slice(0, left)) await octokit.repos.getCommit({ owner: 'acme', repo, ref: sha })
      left -= data.length
      if (left <= 0) break
    }
  })
}

/** The specification's four scripts over repositories in which nothing has changed since. */
export async function specificationPass(
  github: FakeGithub,
  token: string,
  repositories: readonly string[],
  since: Date,
): Promise<SpecificationCost> {
  const octokit = new Octokit({ auth: token, baseUrl: github.url, log: silent })
  return measured(github, async () => {
    for (const repo of repositories) {
      const at = { owner: 'acme', repo, per_page: 100 }
      await octokit.repos.listContributors(at)
      await octokit.repos.listCommits({ ...at, since: since.toISOString() }).catch(ignoreEmpty)
      await octokit.pulls.list({ ...at, state: 'all', sort: 'updated', direction: 'desc' })
    }
  })
}

function ignoreEmpty(error: unknown): void {
  if (!(error instanceof Error && 'status' in error && error.status === 409)) throw error
}

async function measured(github: FakeGithub, work: () => Promise<void>): Promise<SpecificationCost> {
  github.traffic.reset()
  const start = performance.now()
  await work()
  return { requests: github.traffic.rest, milliseconds: performance.now() - start }
}
