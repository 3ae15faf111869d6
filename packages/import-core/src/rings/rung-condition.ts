import { nowAs } from '../database/now-as.js'

/**
 * What `isRung` says of one partition, as a condition on rows `p`.
 *
 * @param table already quoted
 * @param minimumLookMs a parameter of the statement
 */
export function rungCondition(table: string, minimumLookMs: string): string {
  const now = nowAs(table, 'walk_started_at')
  return `p.requested_at IS NOT NULL AND p.unlisted_since IS NULL
    AND (p.walk_started_at IS NULL OR p.walk_started_at > ${now}
      OR (p.requested_at > p.walk_started_at OR p.status::text NOT IN ('COMPLETE', 'SKIPPED'))
        AND p.walk_started_at <= ${now} - ${minimumLookMs}::bigint * interval '1 millisecond')`
}
