/**
 * What `isRung` says of one partition, as a condition on rows `p`.
 *
 * @param now an expression that is asked once a statement, of the columns' own type
 * @param minimumLookMs a parameter of the statement
 */
export function rungCondition(now: string, minimumLookMs: string): string {
  return `p.requested_at IS NOT NULL AND p.unlisted_since IS NULL
    AND (p.walk_started_at IS NULL OR p.walk_started_at > ${now}
      OR (p.requested_at > p.walk_started_at OR p.status::text NOT IN ('COMPLETE', 'SKIPPED'))
        AND p.walk_started_at <= ${now} - ${minimumLookMs}::bigint * interval '1 millisecond')`
}
