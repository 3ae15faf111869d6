import type { WeekOfCommits } from '@/lib/commits-per-week'
import { formatCount, formatDay } from '@/lib/format'

const height = 100
const barWidth = 8
const step = 10

/** Commits per week as bars, drawn on the server; the same numbers as a table below. */
export function CommitChart({ weeks }: { weeks: readonly WeekOfCommits[] }) {
  const [first, last] = [weeks.at(0), weeks.at(-1)]
  if (!first || !last) {
    return (
      <section aria-labelledby="commits">
        <h2 id="commits">Commits per week</h2>
        <p className="empty">There are no commits yet.</p>
      </section>
    )
  }
  const most = Math.max(...weeks.map(({ commits }) => commits))
  const total = weeks.reduce((sum, { commits }) => sum + commits, 0)
  return (
    <section aria-labelledby="commits">
      <h2 id="commits">Commits per week</h2>
      <div className="chart">
        <p className="scale" aria-hidden="true">
          {formatCount(most)}
        </p>
        <svg
          viewBox={`0 0 ${weeks.length * step} ${height}`}
          preserveAspectRatio="none"
          role="img"
          aria-labelledby="sum"
        >
          <title id="sum">
            {`${formatCount(total)} commits from ${formatDay(first.week)} on, at most ${formatCount(most)} in a week`}
          </title>
          <path className="grid" d={`M0 0H${weeks.length * step}M0 ${height / 2}H${weeks.length * step}`} />
          {weeks.map(({ week, commits }, index) => (
            <rect
              key={week.toISOString()}
              x={index * step + (step - barWidth) / 2}
              y={height - (commits / most) * height}
              width={barWidth}
              height={(commits / most) * height}
            />
          ))}
        </svg>
        <p className="axis" aria-hidden="true">
          <span>{formatDay(first.week)}</span>
          <span>{formatDay(last.week)}</span>
        </p>
      </div>
      <details>
        <summary>As a table</summary>
        <table>
          <thead>
            <tr>
              <th scope="col">Week of</th>
              <th scope="col" className="number">
                Commits
              </th>
            </tr>
          </thead>
          <tbody>
            {weeks.map(({ week, commits }) => (
              <tr key={week.toISOString()}>
                <th scope="row">{formatDay(week)}</th>
                <td className="number">{formatCount(commits)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </section>
  )
}
