import type { PrismaClient } from '@data-import/reference-database'

/** Commits of one week. */
export interface WeekOfCommits {
  /** Its Monday, UTC. */
  week: Date
  commits: number
}

/** Commits in each of the last weeks up to the newest commit, empty weeks included. */
export async function commitsPerWeek(db: PrismaClient, weeks: number): Promise<WeekOfCommits[]> {
  return db.$queryRaw<WeekOfCommits[]>`
    WITH last AS (
      SELECT date_trunc('week', max(committed_at) AT TIME ZONE 'UTC') AS week FROM data."Commit"
      WHERE committed_at <= now()
    ), counted AS (
      SELECT date_trunc('week', committed_at AT TIME ZONE 'UTC') AS week, count(*)::int AS commits
      FROM data."Commit", last
      WHERE committed_at >= (last.week - make_interval(weeks => ${weeks}::int)) AT TIME ZONE 'UTC' GROUP BY 1
    )
    SELECT week AT TIME ZONE 'UTC' AS week, coalesce(counted.commits, 0) AS commits
    FROM last, generate_series(last.week - make_interval(weeks => ${weeks}::int - 1), last.week, interval '1 week') AS week
    LEFT JOIN counted USING (week) ORDER BY week`
}
