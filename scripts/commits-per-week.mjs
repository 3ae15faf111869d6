/** Commits of the last 26 weeks up to the newest commit, oldest first; weeks without any are included. */
export const commitsPerWeek = `
  with weekly as (
    select date_trunc('week', committed_at at time zone 'UTC')::date as week, count(*)::int as commits
    from data."Commit" where committed_at <= now() group by 1
  )
  select series.week::date as week, coalesce(weekly.commits, 0) as commits
  from (select min(week) as first, max(week) as last from weekly) as span
  cross join generate_series(greatest(span.first, span.last - 25 * 7), span.last, interval '1 week') as series (week)
  left join weekly on weekly.week = series.week order by series.week`

const longestBar = 60

/**
 * A bar chart, one line a week.
 * @param weeks each with `week` as a date and `commits`.
 */
export function drawWeeks(weeks) {
  const most = Math.max(1, ...weeks.map(({ commits }) => commits))
  const countWidth = String(most).length
  return weeks
    .map(({ week, commits }) => {
      // A week with few commits still shows that it had some.
      const bar = '█'.repeat(Math.ceil((commits / most) * longestBar))
      return `${`${week}  ${String(commits).padStart(countWidth)}  ${bar}`.trimEnd()}\n`
    })
    .join('')
}
