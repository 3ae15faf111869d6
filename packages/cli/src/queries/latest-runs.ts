import type { RawClient } from '@data-import/core'

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

/**
 * Reads the newest run of each script of each data source. Jumps from one script to the next through an index: reading and
 * sorting all runs takes 20 s if there are a million.
 */
export async function latestRuns(db: RawClient): Promise<LatestRun[]> {
  return db.$queryRawUnsafe<LatestRun[]>(`
    WITH RECURSIVE script AS (
      (SELECT data_source_id, script_name FROM "data"."DataSourceRun" WHERE script_name IS NOT NULL
        ORDER BY data_source_id, script_name LIMIT 1)
      UNION ALL
      SELECT next.data_source_id, next.script_name FROM script CROSS JOIN LATERAL (
        SELECT data_source_id, script_name FROM "data"."DataSourceRun" AS run
        WHERE (run.data_source_id, run.script_name) > (script.data_source_id, script.script_name)
          AND run.script_name IS NOT NULL
        ORDER BY data_source_id, script_name LIMIT 1) AS next
    )
    SELECT run.id, run.data_source_id AS "dataSourceId",
      run.script_name AS resource, run.status::text AS status, run.started_at AS "startedAt",
      run.completed_at AS "completedAt", run."recordsImported", run."recordsFailed", run.error_message AS "errorMessage",
      (SELECT last_fetched_data_at FROM "data"."DataSourceRun" AS completed
        WHERE completed.data_source_id = run.data_source_id AND completed.script_name = run.script_name
          AND completed.status = 'COMPLETED' AND completed.last_fetched_data_at IS NOT NULL
        ORDER BY completed.completed_at DESC LIMIT 1) AS "fetchedUpTo"
    FROM script CROSS JOIN LATERAL (
      SELECT * FROM "data"."DataSourceRun" AS own
      WHERE own.data_source_id = script.data_source_id AND own.script_name = script.script_name
      ORDER BY own.started_at DESC, own.id LIMIT 1
    ) AS run ORDER BY run.data_source_id, run.script_name`)
}
