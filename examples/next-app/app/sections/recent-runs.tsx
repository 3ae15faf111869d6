import { Instant } from '@/app/sections/instant'
import { Status } from '@/app/sections/status'
import { formatCount, formatDuration } from '@/lib/format'
import type { RecentRun } from '@/lib/recent-runs'

/** What ran lately, how long it took and what came of it. */
export function RecentRuns({ runs }: { runs: readonly RecentRun[] }) {
  return (
    <section aria-labelledby="runs">
      <h2 id="runs">Recent runs</h2>
      {runs.length === 0 ? (
        <p className="empty">
          Nothing has run yet. Ask for a tick: <code>npm run tick</code>
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

function Run(run: RecentRun) {
  return (
    <tbody>
      <tr>
        <th scope="rowgroup">
          {run.scriptName} <span className="quiet below">{run.dataSource.name}</span>
        </th>
        <td>
          <Status status={run.status} />
        </td>
        <td className="number">{formatCount(run.recordsImported)}</td>
        <td className="number">{run.durationMs === null ? '' : formatDuration(run.durationMs)}</td>
      </tr>
      <tr className="detail">
        <td colSpan={4}>
          <Instant at={run.startedAt} absent="" />
          {run.recordsFailed > 0 && `, ${formatCount(run.recordsFailed)} records failed`}
          {run.errorMessage && <p className="error">{run.errorMessage}</p>}
        </td>
      </tr>
    </tbody>
  )
}
