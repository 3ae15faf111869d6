/**
 * The database's time in the type of a column, with or without time zone, whatever the session's zone is: for comparing the
 * two. Instants are kept in UTC in columns without time zone.
 *
 * @param table already quoted
 */
export function nowAs(table: string, column: string): string {
  const text = `to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
  return `(jsonb_populate_record(NULL::${table}, jsonb_build_object('${column}', ${text}))).${column}`
}
