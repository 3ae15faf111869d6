import { db } from '@/lib/db'

/** Of each resource of each enabled data source how the last run ended. One that is under way says nothing yet. */
export function listLastRuns(): Promise<{ status: string }[]> {
  return db.$queryRaw<{ status: string }[]>`
    SELECT DISTINCT ON (run.data_source_id, run.script_name) run.status::text AS status
    FROM data."DataSourceRun" AS run
    JOIN data."DataSource" AS source ON source.id = run.data_source_id
    WHERE source.is_enabled AND run.completed_at IS NOT NULL
    ORDER BY run.data_source_id, run.script_name, run.started_at DESC, run.id DESC`
}
