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
    // Whole weeks have five days; what is left has at most seven, so that a span of years costs no more than one of days.
    signature: 'weekday_instant(timestamptz)',
    sql: `create function insight.weekday_instant(at timestamptz) returns double precision language sql stable as $$
select floor((d - date '2001-01-01') / 7.0) * 432000
  + case when extract(isodow from d) > 5 then 432000 else (extract(isodow from d) - 1) * 86400 + extract(epoch from t - d) end
from (select at at time zone ${zone} as t, (at at time zone ${zone})::date as d) s $$`,
  },
  {
    signature: 'weekday_seconds(timestamptz, timestamptz)',
    sql: `create function insight.weekday_seconds(since timestamptz, until timestamptz) returns double precision language sql stable as $$
select case when until < since then null else insight.weekday_instant(until) - insight.weekday_instant(since) end $$`,
  },
]
