import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { encodeRecord } from '../tables/encode-value.js'

/** Up to when the newest COMPLETED run had fetched of those that had by an instant; null if there is none. */
export async function lastCredible(
  db: RawClient,
  schema: string,
  dataSourceId: string,
  resource: string,
  until: Date,
): Promise<Date | null> {
  const runs = quoteTable(schema, 'DataSourceRun')
  const [row] = await db.$queryRawUnsafe<{ fetched: Date }[]>(
    `SELECT last_fetched_data_at AS fetched FROM ${runs}
     WHERE data_source_id = $1 AND script_name = $2 AND status = 'COMPLETED'
       AND last_fetched_data_at <= (jsonb_populate_record(NULL::${runs}, $3::text::jsonb)).last_fetched_data_at
     ORDER BY last_fetched_data_at DESC LIMIT 1`,
    dataSourceId,
    resource,
    encodeRecord({ last_fetched_data_at: until }),
  )
  return row ? new Date(row.fetched) : null
}

/** Up to when the COMPLETED run had fetched that was the last to begin, whatever the clock said; null if there is none. */
export async function newestFetched(
  db: RawClient,
  schema: string,
  dataSourceId: string,
  resource: string,
): Promise<Date | null> {
  const [row] = await db.$queryRawUnsafe<{ fetched: Date }[]>(
    `SELECT last_fetched_data_at AS fetched FROM ${quoteTable(schema, 'DataSourceRun')}
     WHERE data_source_id = $1 AND script_name = $2 AND status = 'COMPLETED' AND last_fetched_data_at IS NOT NULL
     ORDER BY fencing_token DESC NULLS LAST LIMIT 1`,
    dataSourceId,
    resource,
  )
  return row ? new Date(row.fetched) : null
}

/** Longest path first needs durations, windows need watermarks: both of the last completed run of each script. */
export async function loadPastRuns(
  db: RawClient,
  schema: string,
  scripts: readonly { dataSourceId: string; resource: string }[],
): Promise<Map<string, { durationMs: number; fetched: Date | null }>> {
  if (scripts.length === 0) return new Map()
  const runs = quoteTable(schema, 'DataSourceRun')
  const rows = await db.$queryRawUnsafe<{ node: string; durationMs: number | null; fetched: Date | null }[]>(
    `SELECT k.source || ':' || k.resource AS node, last.duration_ms AS "durationMs", fetched.at AS fetched
     FROM jsonb_to_recordset($1::text::jsonb) AS k (source text, resource text)
     LEFT JOIN LATERAL (SELECT duration_ms FROM ${runs} WHERE data_source_id = k.source AND script_name = k.resource
       AND status = 'COMPLETED' ORDER BY completed_at DESC LIMIT 1) AS last ON true
     LEFT JOIN LATERAL (SELECT last_fetched_data_at AS at FROM ${runs} WHERE data_source_id = k.source AND script_name = k.resource
       AND status = 'COMPLETED' AND last_fetched_data_at IS NOT NULL ORDER BY completed_at DESC LIMIT 1) AS fetched ON true`,
    JSON.stringify(scripts.map(({ dataSourceId, resource }) => ({ source: dataSourceId, resource }))),
  )
  return new Map(rows.map(({ node, durationMs, fetched }) => [node, { durationMs: durationMs ?? 0, fetched }]))
}
