import type { RawClient } from '../database/client.js'
import { quoteTable } from '../database/identifiers.js'

/** How well the webhooks of one data source tell of changes. */
export interface RingReport {
  dataSourceId: string
  dataSource: string
  /** When one last rang. */
  rungAt: Date
  /** Walks of this week that found changes of which a webhook had told. */
  told: number
  /** Walks of this week that found changes of which none had. */
  missed: number
  /** `told` of all, from 0 to 1; null in a week without changes. */
  share: number | null
  /** Walks that have found changes since one last rang. */
  missedSinceRing: number
  /** Whether they rang before and don't any more: look after them in the vendor's settings. */
  isSilent: boolean
}

/** So many walks find changes without a ring before the webhooks count as silent. */
const defaultSilentAfter = 20

/** How rings are read. */
export interface ReadRingsOptions {
  /** Postgres schema of the tables. Default: `'data'`. */
  schema?: string
  /** Walks that find changes without a ring before webhooks count as silent. Default: 20. */
  silentAfter?: number
}

/** Tells of each enabled data source for which a webhook has ever rung whether they still do. */
export async function readRings(
  db: RawClient,
  { schema = 'data', silentAfter = defaultSilentAfter }: ReadRingsOptions = {},
): Promise<RingReport[]> {
  const rows = await db.$queryRawUnsafe<(Omit<RingReport, 'rungAt' | 'share' | 'isSilent'> & { rungAtMs: string })[]>(
    `SELECT d.id AS "dataSourceId", d.name AS "dataSource", d.missed_since_ring AS "missedSinceRing",
       (extract(epoch FROM d.rung_at) * 1000)::bigint::text AS "rungAtMs",
       CASE WHEN is_current THEN d.changes_told ELSE 0 END AS told, CASE WHEN is_current THEN d.changes_missed ELSE 0 END AS missed
     FROM ${quoteTable(schema, 'DataSource')} d,
       LATERAL (SELECT COALESCE(d.ring_week = date_trunc('week', now() AT TIME ZONE 'UTC')::date, false) AS is_current) w
     WHERE d.is_enabled AND d.rung_at IS NOT NULL ORDER BY d.name, d.id`,
  )
  return rows.map(({ rungAtMs, ...row }) => ({
    ...row,
    rungAt: new Date(Number(rungAtMs)),
    share: row.told + row.missed === 0 ? null : row.told / (row.told + row.missed),
    isSilent: row.missedSinceRing >= silentAfter,
  }))
}
