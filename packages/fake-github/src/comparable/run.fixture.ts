import { isoDate, isoDateOrNull } from '../rest/iso-date.js'
import { comparable, type RestReader, restLogin, trueLogin } from './comparable-kind.fixture.js'

export const comparableRuns = comparable({
  name: 'runs',
  form: (row) => ({
    ...{ status: row.status, conclusion: row.conclusion, attempt: row.attempt, actor: trueLogin(row.actor) },
    dates: [isoDate(row.createdAt), isoDate(row.updatedAt)],
  }),
  rest: async (reader) =>
    (await listRuns(reader)).map((row) => [
      row.id,
      {
        ...{ status: row.status, conclusion: row.conclusion, attempt: row.run_attempt, actor: restLogin(row.actor) },
        dates: [row.created_at, row.updated_at],
      },
    ]),
})

/** Of every attempt. */
export const comparableJobs = comparable({
  name: 'jobs',
  form: (row) => ({
    ...{ run: row.runId, attempt: row.attempt, status: row.status, conclusion: row.conclusion },
    ...{ steps: row.steps.length, completedAt: isoDateOrNull(row.completedAt) },
  }),
  async rest(reader) {
    const { client, base } = reader
    const jobs = (await listRuns(reader)).map(({ id }) =>
      client.list(`${base}/actions/runs/${id}/jobs?filter=all`, 'jobs'),
    )
    return (await Promise.all(jobs)).flat().map((row) => [
      row.id,
      {
        ...{ run: row.run_id, attempt: row.run_attempt, status: row.status, conclusion: row.conclusion },
        ...{ steps: [...(row.steps ?? [])].length, completedAt: row.completed_at },
      },
    ])
  },
})

function listRuns({ client, base }: RestReader) {
  return client.list(`${base}/actions/runs`, 'workflow_runs')
}
