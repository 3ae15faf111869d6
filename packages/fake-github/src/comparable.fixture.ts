import { isoDate, isoDateOrNull } from './rest/iso-date.js'
import type { FakeAccount } from './state/account.js'
import type { FakeTruth } from './state/truth.js'

/** Rows by kind and key, as plain values that REST and GraphQL both tell. */
export type Comparable = Record<string, Record<string, unknown>>

const login = (account: FakeAccount | null) => account?.login ?? null

/** What is true, in comparable form. */
export function comparableTruth(truth: FakeTruth): Comparable {
  const table = <Row>(rows: Map<number | string, Row>, form: (row: Row) => unknown) =>
    Object.fromEntries([...rows].map(([key, row]) => [key, form(row)]))
  return {
    commits: table(truth.commits, (row) => ({
      parents: row.parents,
      message: row.message,
      author: [row.author.name, row.author.email, isoDate(row.author.date), login(row.author.account)],
      committedAt: isoDate(row.committer.date),
      lines: [row.additions, row.deletions, row.changedFiles],
    })),
    pullRequests: table(truth.pullRequests, (row) => ({
      ...{ id: row.id, title: row.title, body: row.body ?? '', state: row.state, isDraft: row.isDraft },
      people: [login(row.author), login(row.mergedBy)],
      refs: [row.headRefName, row.headRefOid, row.baseRefName, row.mergeCommitOid],
      sizes: [row.additions, row.deletions, row.changedFiles, row.commits],
      dates: [isoDate(row.createdAt), isoDate(row.updatedAt), ...[row.closedAt, row.mergedAt].map(isoDateOrNull)],
    })),
    reviews: table(truth.reviews, (row) => ({
      ...{ pullRequest: row.pullRequest, state: row.state, author: login(row.author) },
      submittedAt: isoDateOrNull(row.submittedAt),
    })),
    issues: table(truth.issues, (row) => ({
      ...{ id: row.id, title: row.title, state: row.state, reason: row.stateReason, labels: row.labels },
      author: login(row.author),
      dates: [isoDate(row.createdAt), isoDate(row.updatedAt), isoDateOrNull(row.closedAt)],
    })),
    deployments: table(truth.deployments, (row) => ({
      ...{ sha: row.sha, environment: row.environment, creator: login(row.creator) },
      dates: [isoDate(row.createdAt), isoDate(row.updatedAt)],
      statuses: row.statuses.map((status) => [status.state, isoDate(status.createdAt)]).reverse(),
    })),
    releases: table(truth.releases, (row) => ({
      ...{ tag: row.tagName, name: row.name, body: row.body, isDraft: row.isDraft, isPrerelease: row.isPrerelease },
      ...{ author: login(row.author), publishedAt: isoDateOrNull(row.publishedAt) },
    })),
  }
}

/** Runs and jobs, which REST alone tells. */
export function comparableRuns({ runs, jobs }: FakeTruth): Comparable {
  const runRows = [...runs.values()].map((row) => [
    row.id,
    {
      ...{ status: row.status, conclusion: row.conclusion, attempt: row.attempt, actor: login(row.actor) },
      dates: [isoDate(row.createdAt), isoDate(row.updatedAt)],
    },
  ])
  const jobRows = [...jobs.values()].map((row) => [
    row.id,
    {
      ...{
        run: row.runId,
        attempt: row.attempt,
        status: row.status,
        conclusion: row.conclusion,
        steps: row.steps.length,
      },
      completedAt: isoDateOrNull(row.completedAt),
    },
  ])
  return { runs: Object.fromEntries(runRows), jobs: Object.fromEntries(jobRows) }
}
