import type { createClient, Json } from './client.fixture.js'
import type { Comparable } from './comparable.fixture.js'

type Client = ReturnType<typeof createClient>
/** GraphQL has no suffix for bots. */
const login = (user: Json | undefined) => (user ? String(user.login).replace(/\[bot\]$/, '') : null)

/** Everything REST tells of a repository, in comparable form. */
export async function readRest(client: Client, repository: string): Promise<Comparable> {
  const base = `/repos/${repository}`
  const pulls = await client.list(`${base}/pulls?state=all&per_page=100`)
  const reviews = pulls.map(async ({ number }) => {
    const rows = await client.list(`${base}/pulls/${number}/reviews`)
    return rows.map((row) => [
      row.id,
      { pullRequest: number, state: row.state, author: login(row.user), submittedAt: row.submitted_at },
    ])
  })
  const single = async (path: string) => (await client.get(path)).body
  const commits = (await client.list(`${base}/commits?per_page=100`)).map(({ sha }) => single(`${base}/commits/${sha}`))
  const full = pulls.map(({ number }) => single(`${base}/pulls/${number}`))
  const issues = await client.list(`${base}/issues?state=all`)
  const deployments = (await client.list(`${base}/deployments`)).map(async (row) => deployment(client, base, row))
  return {
    commits: Object.fromEntries((await Promise.all(commits)).map(commit)),
    pullRequests: Object.fromEntries((await Promise.all(full)).map(pullRequest)),
    reviews: Object.fromEntries((await Promise.all(reviews)).flat()),
    issues: Object.fromEntries(issues.filter((row) => row.pull_request === undefined).map(issue)),
    deployments: Object.fromEntries(await Promise.all(deployments)),
    releases: Object.fromEntries((await client.list(`${base}/releases`)).map(release)),
  }
}

/** Runs and jobs of every attempt. */
export async function readRestRuns(client: Client, repository: string): Promise<Comparable> {
  const base = `/repos/${repository}/actions/runs`
  const runs = await client.list(base, 'workflow_runs')
  const jobs = runs.map(({ id }) => client.list(`${base}/${id}/jobs?filter=all`, 'jobs'))
  const runRows = runs.map((row) => [
    row.id,
    {
      status: row.status,
      conclusion: row.conclusion,
      attempt: row.run_attempt,
      actor: login(row.actor),
      dates: [row.created_at, row.updated_at],
    },
  ])
  const jobRows = (await Promise.all(jobs)).flat().map((row) => [
    row.id,
    {
      run: row.run_id,
      attempt: row.run_attempt,
      status: row.status,
      conclusion: row.conclusion,
      steps: [...(row.steps ?? [])].length,
      completedAt: row.completed_at,
    },
  ])
  return { runs: Object.fromEntries(runRows), jobs: Object.fromEntries(jobRows) }
}

function commit(row: Json) {
  const author = row.commit?.author
  return [
    row.sha,
    {
      parents: [...(row.parents ?? [])].map(({ sha }) => sha),
      message: row.commit?.message,
      author: [author?.name, author?.email, author?.date, login(row.author)],
      committedAt: row.commit?.committer?.date,
      lines: [row.stats?.additions, row.stats?.deletions, [...(row.files ?? [])].length],
    },
  ]
}

function pullRequest(row: Json) {
  const isMerged = row.merged_at !== null
  const state = isMerged ? 'MERGED' : String(row.state).toUpperCase()
  return [
    row.number,
    {
      ...{ id: row.id, title: row.title, body: row.body ?? '', state, isDraft: row.draft },
      people: [login(row.user), login(row.merged_by)],
      refs: [row.head?.ref, row.head?.sha, row.base?.ref, isMerged ? row.merge_commit_sha : null],
      sizes: [row.additions, row.deletions, row.changed_files, row.commits],
      dates: [row.created_at, row.updated_at, row.closed_at, row.merged_at],
    },
  ]
}

function issue(row: Json) {
  const labels = [...(row.labels ?? [])].map(({ name }) => name)
  const reason = row.state_reason === null ? null : String(row.state_reason).toUpperCase()
  return [
    row.number,
    {
      ...{
        id: row.id,
        title: row.title,
        state: String(row.state).toUpperCase(),
        reason,
        labels,
        author: login(row.user),
      },
      dates: [row.created_at, row.updated_at, row.closed_at],
    },
  ]
}

async function deployment(client: Client, base: string, row: Json) {
  const statuses = await client.list(`${base}/deployments/${row.id}/statuses`)
  return [
    row.id,
    {
      ...{ sha: row.sha, environment: row.environment, creator: login(row.creator) },
      dates: [row.created_at, row.updated_at],
      statuses: statuses.map((status) => [status.state, status.created_at]),
    },
  ]
}

function release(row: Json) {
  return [
    row.id,
    {
      ...{ tag: row.tag_name, name: row.name, body: row.body, isDraft: row.draft, isPrerelease: row.prerelease },
      ...{ author: login(row.author), publishedAt: row.published_at },
    },
  ]
}
