/**
 * What the statements of an import rely on, whatever server, database, role or pooler are set to: how values are written and
 * read, and how long anything may take. What a host decides stays as it is: read-only, row-level security, `synchronous_commit`,
 * the planner. https://www.postgresql.org/docs/current/runtime-config-client.html
 */
const settings: Readonly<Record<string, string>> = {
  TimeZone: 'UTC',
  DateStyle: 'ISO, YMD',
  IntervalStyle: 'postgres',
  timezone_abbreviations: 'Default',
  extra_float_digits: '1',
  bytea_output: 'hex',
  standard_conforming_strings: 'on',
  // Off, NULL in a list is a text of four letters.
  array_nulls: 'on',
  client_encoding: 'UTF8',
  // The largest page on a busy database takes less.
  statement_timeout: '600s',
  lock_timeout: '0',
  idle_in_transaction_session_timeout: '60s',
}

/** Of a session, which outlives its transactions. */
const sessionSettings: Readonly<Record<string, string>> = {
  default_transaction_isolation: 'read committed',
  idle_session_timeout: '0',
}

/** Fixes a session, in one statement. */
export const fixSession = fix({ ...settings, ...sessionSettings }, false)

/** Opens a transaction that takes nothing from its session: behind a pooler, that is somebody else's too. */
export const beginFixed = `BEGIN ISOLATION LEVEL READ COMMITTED; ${fix(settings, true)}`

/** Opens a transaction in a session that is fixed. */
export const begin = 'BEGIN'

/**
 * Names are looked up among Postgres's own first; what triggers of the host rely on comes after them. All in functions that are named
 * with their schema, because an odd path may put others before them.
 */
function fix(wanted: Readonly<Record<string, string>>, isLocal: boolean): string {
  const set = (name: string, value: string) => `pg_catalog.set_config('${name}', ${value}, ${isLocal})`
  const ownPath = `NULLIF(pg_catalog.current_setting('search_path'), '')`
  return `SELECT ${[
    ...Object.entries(wanted).map(([name, value]) => set(name, `'${value}'`)),
    set('search_path', `pg_catalog.concat_ws(', ', 'pg_catalog', ${ownPath})`),
    // From Postgres 17 on.
    `CASE WHEN pg_catalog.current_setting('transaction_timeout', true) IS NOT NULL THEN ${set('transaction_timeout', `'0'`)} END`,
  ].join(', ')}`
}
