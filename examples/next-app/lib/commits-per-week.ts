import { db } from '@/lib/db'

/** Commits of one week. */
export interface WeekOfCommits {
  /** Its Monday, UTC. */
  week: Date
  commits: number
}

/** Commits of the last weeks up to the newest commit, weeks without any among them; none without commits. */
export function commitsPerWeek(weeks: number): Promise<WeekOfCommits[]> {
  return db.$queryRaw<WeekOfCommits[]>`
    WITH weekly AS (
      SELECT date_trunc('week', committed_at AT TIME ZONE 'UTC') AS week, count(*)::int AS commits
      FROM data."Commit" WHERE committed_at <= now() AND unreachable_at IS NULL GROUP BY 1
    ), newest AS (
      SELECT max(week) AS week FROM weekly HAVING count(*) > 0
    )
    SELECT series.week AT TIME ZONE 'UTC' AS week, coalesce(weekly.commits, 0) AS commits
    FROM newest
    CROSS JOIN generate_series(newest.week - make_interval(weeks => ${weeks}::int - 1), newest.week, interval '1 week')
      AS series (week)
    LEFT JOIN weekly ON weekly.week = series.week
    ORDER BY series.week`
}
