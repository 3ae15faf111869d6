import type { View } from './view.js'

/** How builds fare. */
export const pipelineHealthDaily: View = {
  name: 'pipeline_health_daily',
  about: 'How many runs of a workflow a day had, how many succeeded, how long they took and waited.',
  sql: (table) => `
with run as (
  select s.organization_id, coalesce(k.counted_id, r.repository_id) as repository_id, coalesce(l.name, r.name) as workflow,
    insight.day_of(coalesce(r.created_at, r.started_at, r.finished_at)) as day, r.id, r.result, r.attempt, r.duration_ms,
    r.status = 'DONE' as is_done
  from ${table('PipelineRun')} r
  join ${table('DataSource')} s on s.id = r.data_source_id
  left join ${table('Pipeline')} l on l.id = r.pipeline_id
  left join ${table('CountedRepository')} k on k.repository_id = r.repository_id
  where r.repository_id is null or k.repository_id is null or k.counted_id = r.repository_id
    or not exists (select from ${table('Repository')} o where o.id = r.repository_id and o.data_source_id = r.data_source_id)
), job as (
  -- The run's own end may move later, and its own start is that of its last attempt.
  select j.pipeline_run_id as id, extract(epoch from max(j.finished_at) - min(j.started_at))::double precision as seconds,
    max(j.attempt) > 1 as is_rerun
  from ${table('Job')} j where j.finished_at is not null group by 1
), waited as (
  select r.organization_id, r.repository_id, r.workflow, r.day, count(*)::int as jobs,
    count(coalesce(j.queued_ms / 1000.0, extract(epoch from j.started_at - j.created_at)))::int as known,
    percentile_cont(array[0.5, 0.95]) within group (
      order by greatest(coalesce(j.queued_ms / 1000.0, extract(epoch from j.started_at - j.created_at)), 0)::double precision)
      filter (where coalesce(j.queued_ms / 1000.0, extract(epoch from j.started_at - j.created_at)) is not null) as queue
  from run r join ${table('Job')} j on j.pipeline_run_id = r.id group by 1, 2, 3, 4
), health as (
  select r.organization_id, r.repository_id, r.workflow, r.day, count(*)::int as runs,
    count(*) filter (where r.result in ('SUCCESS', 'FAILURE', 'UNSTABLE'))::int as decided,
    count(*) filter (where r.result = 'SUCCESS')::double precision
      / nullif(count(*) filter (where r.result in ('SUCCESS', 'FAILURE', 'UNSTABLE')), 0) as success_rate,
    percentile_cont(array[0.5, 0.95]) within group (order by coalesce(j.seconds, r.duration_ms / 1000.0)::double precision)
      filter (where r.is_done) as duration,
    avg((case when r.attempt is null then j.is_rerun else r.attempt > 1 or coalesce(j.is_rerun, false) end)::int)::double precision
      as rerun_rate,
    count(*) filter (where r.is_done and r.result is null or r.is_done is null)::int as n_unknown
  from run r left join job j on j.id = r.id group by 1, 2, 3, 4
)
select h.organization_id, h.repository_id, h.workflow, h.day, h.runs, h.decided, h.success_rate,
  h.duration[1] as p50_duration_seconds, h.duration[2] as p95_duration_seconds,
  w.queue[1] as p50_queue_seconds, w.queue[2] as p95_queue_seconds, h.rerun_rate, h.runs as n, h.n_unknown,
  coalesce(w.jobs, 0) as n_jobs, coalesce(w.jobs - w.known, 0) as n_jobs_unknown
from health h left join waited w on w.day is not distinct from h.day and w.organization_id = h.organization_id
  and w.repository_id is not distinct from h.repository_id and w.workflow is not distinct from h.workflow`,
}
