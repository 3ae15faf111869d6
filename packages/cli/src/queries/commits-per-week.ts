import type { RawClient } from '@data-import/core'

/** Commits of one week. */
export interface WeekOfCommits {
  /** Its Monday, UTC. */
  week: Date
  commits: number
}

/** Commits of the last weeks that have any, up to the newest commit; weeks without any in between are included. */
export async function commitsPerWeek(db: RawClient, weeks: number): Promise<WeekOfCommits[]> {
  return db.$queryRawUnsafe<WeekOfCommits[]>(
    `
    WITH weekly AS (
      SELECT date_trunc('week', committed_at AT TIME ZONE 'UTC') AS week, count(*)::int AS commits
      FROM "data"."Commit" WHERE committed_at <= now() GROUP BY 1
    ), span AS (
      SELECT max(week) AS latest,
        greatest(min(week), max(week) - make_interval(weeks => $1::int - 1)) AS earliest FROM weekly
    )
    SELECT series.week AT TIME ZONE 'UTC' AS week, coalesce(weekly.commits, 0) AS commits
    FROM span CROSS JOIN generate_series(span.earliest, span.latest, interval '1 week') AS series (week)
    LEFT JOIN weekly ON weekly.week = series.week ORDER BY series.week`,
    weeks,
  )
}
