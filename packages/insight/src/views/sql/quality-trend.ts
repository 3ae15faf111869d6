import type { View } from './view.js'

/** How measures of quality change. */
export const qualityTrend: View = {
  name: 'quality_trend',
  about: 'The last value of each measure on each day on the main branch, and how it differs from the one before.',
  sql: (table) => `
with last as (
  select distinct on (s.organization_id, project, m.metric, m.is_new_code, day)
    s.organization_id, coalesce(k.counted_id, m.repository_id, p.repository_id) as repository_id, project, m.project_key, m.metric,
    coalesce(m.is_new_code, false) as is_new_code, day, m.value, m.gate_status as gate
  from ${table('QualityMeasure')} m
  join ${table('DataSource')} s on s.id = m.data_source_id
  left join ${table('QualityProject')} p on p.id = m.quality_project_id
  left join ${table('CountedRepository')} k on k.repository_id = coalesce(m.repository_id, p.repository_id)
  cross join lateral (
    select coalesce(m.quality_project_id, m.data_source_id || ' ' || m.project_key) as project, insight.day_of(m.analysed_at) as day
  ) d
  where m.branch is null and m.analysed_at is not null
  order by s.organization_id, project, m.metric, m.is_new_code, day, m.analysed_at desc, m.id desc
)
select organization_id, repository_id, project_key, metric, is_new_code, day, value,
  value - lag(value) over (partition by organization_id, project, metric, is_new_code order by day) as change, gate
from last`,
}
