import { formatCount, formatDuration } from '~/format'
import type { Overview } from '~/overview.server'
import { Instant } from '~/sections/instant'
import { Status } from '~/sections/status'

/** What ran lately, how long it took and what came of it. */
export function RecentRuns({ runs }: { runs: Overview['runs'] }) {
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">Recent runs</h2>
      {runs.length === 0 ? (
        <p className="quiet">
          Nothing has run yet. Press the button, or start the scheduler: <code>npm run crons</code>
        </p>
      ) : (
        <table>
          <thead>
            <tr>
              <th scope="col">Resource</th>
              <th scope="col">Status</th>
              <th scope="col" className="number">
                Records
              </th>
              <th scope="col" className="number">
                Took
              </th>
            </tr>
          </thead>
          {runs.map((run) => (
            <Run key={run.id} {...run} />
          ))}
        </table>
      )}
    </section>
  )
}

function Run(run: Overview['runs'][number]) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup">
          {run.resource} <span className="quiet below">{run.dataSource}</span>
        </th>
        <td>
          <Status status={run.status} />
        </td>
        <td className="number">{formatCount(run.recordsImported)}</td>
        <td className="number">{run.durationMs === null ? '' : formatDuration(run.durationMs)}</td>
      </tr>
      <tr className="detail">
        <td colSpan={4}>
          <Instant at={run.startedAt} />
          {run.errorMessage && <p className="error">{run.errorMessage}</p>}
        </td>
      </tr>
    </tbody>
  )
}
