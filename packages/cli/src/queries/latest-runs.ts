import type { PrismaClient } from '@data-import/reference-database'

/** The newest run of one script for one data source. */
export interface LatestRun {
  id: string
  dataSourceId: string
  resource: string
  status: string
  startedAt: Date
  completedAt: Date | null
  recordsImported: number
  recordsFailed: number
  errorMessage: string | null
  /** Up to when the last completed run fetched. */
  fetchedUpTo: Date | null
}

/** The newest run of each script of each data source. */
export async function latestRuns(db: PrismaClient): Promise<LatestRun[]> {
  return db.$queryRaw<LatestRun[]>`
    SELECT DISTINCT ON (run.data_source_id, run.script_name) run.id, run.data_source_id AS "dataSourceId",
      run.script_name AS resource, run.status::text AS status, run.started_at AS "startedAt",
      run.completed_at AS "completedAt", run."recordsImported", run."recordsFailed", run.error_message AS "errorMessage",
      (SELECT last_fetched_data_at FROM data."DataSourceRun" AS completed
        WHERE completed.data_source_id = run.data_source_id AND completed.script_name = run.script_name
          AND completed.status = 'COMPLETED' AND completed.last_fetched_data_at IS NOT NULL
        ORDER BY completed.completed_at DESC LIMIT 1) AS "fetchedUpTo"
    FROM data."DataSourceRun" AS run WHERE run.script_name IS NOT NULL
    ORDER BY run.data_source_id, run.script_name, run.started_at DESC, run.id`
}
