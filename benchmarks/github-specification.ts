import type { FakeGithub } from '@data-import/fake-github'
import { Octokit } from '@octokit/rest'

/** What the specification's way has asked for and taken, one request after the other. */
export interface SpecificationCost {
  requests: number
  milliseconds: number
}

/** Scripts of the specification, run with Octokit against the same GitHub. */
export interface Specification {
  /** Its repository script. */
  listing(): Promise<SpecificationCost>
  /** Its commit script on one repository, with the request that each commit's lines take, on at most so many commits. */
  commits(repo: string, range: { since?: Date; most: number }): Promise<SpecificationCost>
  /** Its scripts for commits, pull requests and contributors over repositories in which nothing has changed since. */
  unchanged(repositories: readonly string[], since: Date): Promise<SpecificationCost>
}

const owner = 'acme'

export function createSpecification(github: FakeGithub, token: string): Specification {
  const silent = () => undefined
  const log = { debug: silent, info: silent, warn: silent, error: silent }
  const octokit = new Octokit({ auth: token, baseUrl: github.url, log })
  const measured = async (work: () => Promise<void>): Promise<SpecificationCost> => {
    github.traffic.reset()
    const start = performance.now()
    await work()
    return { requests: github.traffic.rest, milliseconds: performance.now() - start }
  }
  return {
    listing: () =>
      measured(async () => {
        await octokit.paginate(octokit.repos.listForOrg, { org: owner, per_page: 100 })
      }),
    commits: (repo, { since, most }) =>
      measured(async () => {
        const range = { owner, repo, per_page: 100, ...(since && { since: since.toISOString() }) }
        let left = most
        for await (const { data } of octokit.paginate.iterator(octokit.repos.listCommits, range)) {
          for (const { sha } of data.slice(0, left)) await octokit.repos.getCommit({ owner, repo, ref: sha })
          left -= data.length
          if (left <= 0) return
        }
      }),
    unchanged: (repositories, since) =>
      measured(async () => {
        for (const repo of repositories) {
          const at = { owner, repo, per_page: 100 }
          await octokit.repos.listCommits({ ...at, since: since.toISOString() }).catch(ignoreEmpty)
          await octokit.pulls.list({ ...at, state: 'all', sort: 'updated', direction: 'desc' })
          await octokit.repos.listContributors(at)
        }
      }),
  }
}

function ignoreEmpty(error: unknown): void {
  if (!(error instanceof Error && 'status' in error && error.status === 409)) throw error
}
