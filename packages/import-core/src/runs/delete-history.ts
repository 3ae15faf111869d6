import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { encodeRecord } from '../tables/encode-value.js'

/** Whether there is anything older, in one look: most passes have nothing to delete. */
export async function hasOlder(
  db: RawClient,
  schema: string,
  { runs, logs }: { runs: Date | null; logs: Date | null },
): Promise<{ runs: boolean; logs: boolean }> {
  // The least comes from the index, whatever Postgres expects to find.
  const isOlder = (table: string, column: string, parameter: string) =>
    `coalesce((SELECT min(${column}) FROM ${table}) < (jsonb_populate_record(NULL::${table}, ${parameter}::text::jsonb)).${column}, false)`
  const [found] = await db.$queryRawUnsafe<{ runs: boolean; logs: boolean }[]>(
    `SELECT ${isOlder(quoteTable(schema, 'DataSourceRun'), 'started_at', '$1')} AS runs,
       ${isOlder(quoteTable(schema, 'ImportLog'), 'created_at', '$2')} AS logs`,
    encodeRecord({ started_at: runs }),
    encodeRecord({ created_at: logs }),
  )
  return found ?? { runs: true, logs: true }
}

/**
 * Deletes runs that started before an instant, with their logs. Of each script and data source the newest run of each
 * status stays, and the newest COMPLETED one that knows up to where it fetched: `status` and the next import window need
 * them.
 * @param limit most runs to delete
 * @returns how many were deleted.
 */
export async function deleteOldRuns(db: RawClient, schema: string, before: Date, limit: number): Promise<number> {
  const table = quoteTable(schema, 'DataSourceRun')
  return db.$executeRawUnsafe(
    `DELETE FROM ${table} WHERE id = ANY (ARRAY(
       SELECT run.id FROM ${table} AS run
       WHERE run.started_at < (jsonb_populate_record(NULL::${table}, $1::text::jsonb)).started_at
         AND run.script_name IS NOT NULL AND run.status::text <> 'RUNNING' AND EXISTS (
           SELECT FROM ${table} AS newer
           WHERE newer.data_source_id = run.data_source_id AND newer.script_name = run.script_name
             AND newer.status = run.status AND newer.completed_at > run.completed_at
             AND (run.last_fetched_data_at IS NULL OR newer.last_fetched_data_at IS NOT NULL)
         )
       ORDER BY run.started_at LIMIT $2::integer
     ))`,
    encodeRecord({ started_at: before }),
    limit,
  )
}

/**
 * Deletes log entries that were written before an instant.
 * @param limit most entries to delete
 * @returns how many were deleted.
 */
export async function deleteOldLogs(db: RawClient, schema: string, before: Date, limit: number): Promise<number> {
  const table = quoteTable(schema, 'ImportLog')
  return db.$executeRawUnsafe(
    `DELETE FROM ${table} WHERE id = ANY (ARRAY(
       SELECT id FROM ${table} WHERE created_at < (jsonb_populate_record(NULL::${table}, $1::text::jsonb)).created_at
       ORDER BY created_at LIMIT $2::integer
     ))`,
    encodeRecord({ created_at: before }),
    limit,
  )
}
