/** A function of the schema `insight`, without its schema. */
export interface ViewFunction {
  /** With the types of its arguments, as `DROP FUNCTION` wants it. */
  signature: string
  sql: string
}

const zone = `coalesce(nullif(current_setting('data_import.time_zone', true), ''), 'UTC')`

/** What the views count with. The time zone is the database's or the role's setting `data_import.time_zone`; without one, UTC. */
export const viewFunctions: readonly ViewFunction[] = [
  {
    signature: 'day_of(timestamptz)',
    sql: `create function insight.day_of(at timestamptz) returns date language sql stable as $$
select (at at time zone ${zone})::date $$`,
  },
  {
    signature: 'week_of(timestamptz)',
    sql: `create function insight.week_of(at timestamptz) returns date language sql stable as $$
select date_trunc('week', at at time zone ${zone})::date $$`,
  },
  {
    signature: 'month_of(timestamptz)',
    sql: `create function insight.month_of(at timestamptz) returns date language sql stable as $$
select date_trunc('month', at at time zone ${zone})::date $$`,
  },
  {
    // Seconds since a Monday, on the clocks of the zone.
    signature: 'local_seconds(timestamptz)',
    sql: `create function insight.local_seconds(at timestamptz) returns double precision language sql stable as $$
select extract(epoch from (at at time zone ${zone}) - timestamp '2001-01-01')::double precision $$`,
  },
  {
    // A whole week has five days of 86,400 seconds. One expression, so that Postgres can put it into the query.
    signature: 'weekday_instant(double precision)',
    sql: `create function insight.weekday_instant(local_seconds double precision) returns double precision language sql immutable as $$
select floor(local_seconds / 604800) * 432000 + least(local_seconds - floor(local_seconds / 604800) * 604800, 432000) $$`,
  },
  {
    signature: 'weekday_seconds(timestamptz, timestamptz)',
    sql: `create function insight.weekday_seconds(since timestamptz, until timestamptz) returns double precision language sql stable as $$
select case when until < since then null else insight.weekday_instant(insight.local_seconds(until))
  - insight.weekday_instant(insight.local_seconds(since)) end $$`,
  },
]
