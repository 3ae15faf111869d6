import type { Ring } from '../contract/webhook.js'
import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'
import { nowAs } from '../database/now-as.js'

/** What rang, and for which data source. */
export interface RingsOptions {
  dataSourceId: string
  /** What it rang for. None: the data source's webhooks work, and that is all it says. */
  rings: readonly Ring[]
  /**
   * Least milliseconds between two looks at the whole data source because somebody rang for something unknown. A ring that comes
   * earlier waits. Default: 15 minutes.
   */
  unknownLookMs?: number
  /** Postgres schema of the tables. Default: `'data'`. */
  schema?: string
}

/** The channel on which `pg_notify` says that somebody rang; the payload is the data source's id. */
export const ringChannel = 'data_import_ring'

const defaultUnknownLookMs = 15 * 60_000

/**
 * Notes, in one statement, that a webhook rang: for the partitions that exist. If none of them does, there is something new, and the
 * whole data source is looked at.
 *
 * @returns how many partitions it rang for.
 */
export async function recordRings(
  db: RawClient,
  { dataSourceId, rings, unknownLookMs = defaultUnknownLookMs, schema = 'data' }: RingsOptions,
): Promise<number> {
  const partitions = quoteTable(schema, 'ImportPartition')
  const sources = quoteTable(schema, 'DataSource')
  const sourceNow = nowAs(sources, 'requested_at')
  // The locks are taken in one order, so that two rings never wait for each other.
  const [row] = await db.$queryRawUnsafe<{ rung: number }[]>(
    `WITH wanted AS (SELECT DISTINCT resource, key, state FROM jsonb_to_recordset($2::text::jsonb) AS r (resource text, key text, state jsonb)),
     locked AS MATERIALIZED (SELECT p.script_name, p.key FROM ${partitions} p JOIN wanted w ON p.script_name = w.resource
         AND (p.key = w.key OR p.state @> w.state)
       WHERE p.data_source_id = $1 AND p.unlisted_since IS NULL ORDER BY p.script_name, p.key FOR NO KEY UPDATE OF p),
     rung AS (UPDATE ${partitions} p SET requested_at = ${nowAs(partitions, 'requested_at')} FROM locked l
       WHERE p.data_source_id = $1 AND p.script_name = l.script_name AND p.key = l.key RETURNING 1),
     source AS (UPDATE ${sources} d SET rung_at = ${nowAs(sources, 'rung_at')}, missed_since_ring = 0,
       requested_at = CASE WHEN NOT EXISTS (SELECT FROM wanted) OR EXISTS (SELECT FROM rung) THEN d.requested_at
         WHEN d.requested_at > COALESCE(d.looked_at, '-infinity')
           AND d.requested_at <= ${sourceNow} + $3::bigint * interval '1 millisecond' THEN d.requested_at
         ELSE GREATEST(${sourceNow}, LEAST(d.looked_at, ${sourceNow}) + $3::bigint * interval '1 millisecond') END
       WHERE d.id = $1 RETURNING pg_notify('${ringChannel}', d.id))
     SELECT (SELECT count(*) FROM rung)::int AS rung, (SELECT count(*) FROM source)::int AS told`,
    dataSourceId,
    JSON.stringify(rings.flatMap(storableRing)),
    unknownLookMs,
  )
  return row?.rung ?? 0
}

/** What no ledger can have is left out: Postgres would refuse the statement for it. */
function storableRing({ resource, key, state }: Ring): Ring[] {
  const fields = Object.entries(state ?? {})
  const texts = [resource, ...(key === undefined ? [] : [key]), ...fields.flat()]
  const isStorable = texts.every((text) => typeof text === 'string' && text.isWellFormed() && !text.includes('\0'))
  // No condition at all would hold for every partition.
  if (!isStorable || (key === undefined && fields.length === 0)) return []
  return [
    { resource, ...(key !== undefined && { key }), ...(fields.length > 0 && { state: Object.fromEntries(fields) }) },
  ]
}
