import type { RawClient } from '@data-import/core'

/** Records of one script for one data source that the database refused and that were not read again since. */
export interface RefusedRecords {
  dataSourceId: string
  resource: string
  records: number
  /** The last run that refused any. */
  lastRunId: string
  /** A backfill from here reads them again; null if the runs don't say. */
  from: Date | null
}

/**
 * Counts those of runs whose window no later complete run has read again. A record that every pass refuses counts once, by its log
 * entry. A script that doesn't use `save` may not write one, so at least the records of one run count.
 */
export async function refusedRecords(db: RawClient): Promise<RefusedRecords[]> {
  return db.$queryRawUnsafe<RefusedRecords[]>(`
    SELECT run.data_source_id AS "dataSourceId", run.script_name AS resource,
      GREATEST(count(DISTINCT log.record_id), max(run."recordsFailed"))::int AS records,
      (array_agg(run.id ORDER BY run.started_at DESC))[1] AS "lastRunId",
      min(run.window_start) AS "from"
    FROM "data"."DataSourceRun" AS run
    LEFT JOIN "data"."ImportLog" AS log ON log.data_source_run_id = run.id
      AND log.level = 'ERROR' AND log.message LIKE 'A record was left out:%'
    WHERE run."recordsFailed" > 0 AND run.script_name IS NOT NULL AND NOT EXISTS (
      SELECT FROM "data"."DataSourceRun" AS later
      WHERE later.data_source_id = run.data_source_id AND later.script_name = run.script_name
        AND later.started_at > run.started_at AND later.status = 'COMPLETED'
        -- A pass walks each partition from where that is, not from the start of the window: only a backfill reads all of it again.
        AND (later.last_fetched_data_at IS NULL OR NOT EXISTS (SELECT FROM "data"."ImportPartition" AS p
          WHERE p.data_source_id = run.data_source_id AND p.script_name = run.script_name))
        AND later.window_end > later.window_start
        AND later.window_start <= run.window_start AND later.window_end >= run.window_end)
    GROUP BY run.data_source_id, run.script_name`)
}
