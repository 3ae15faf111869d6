import { type Kind, said } from './records.js'
import type { Row } from './tables.js'

/** What tools that keep the fields' names of GitHub's REST API say of a row. */
export const githubRows: Readonly<Record<Kind, (row: Row) => [id: unknown, what: string] | undefined>> = {
  repository: (row) => [row.id, said.repository(row.full_name)],
  commit: (row) => [row.sha, said.commit()],
  'pull request': (row) => [row.id, said.work(row.title, row.state, row.closed_at, row.merged_at)],
  review: (row) => [row.id, said.review(row.state)],
  issue: (row) => [row.id, said.work(row.title, row.state, row.closed_at)],
  run: (row) => [row.id, said.run(row.status, row.conclusion, row.run_attempt)],
  job: (row) => [row.id, said.job(row.status, row.conclusion)],
}
