import type { View } from './view.js'

/** Jobs that both fail and succeed. */
export const flakyJob: View = {
  name: 'flaky_job',
  about: 'On how many commits a job both failed and succeeded.',
  sql: (table) => `
with outcome as (
  select s.organization_id, r.repository_id, coalesce(l.name, r.name) as workflow, j.name as job, r.sha,
    bool_or(j.result = 'SUCCESS') as succeeded, bool_or(j.result in ('FAILURE', 'UNSTABLE')) as failed,
    count(*) filter (where j.result in ('SUCCESS', 'FAILURE', 'UNSTABLE')) as decided,
    count(*) filter (where j.status = 'DONE' and j.result is null) as undecided
  from ${table('Job')} j
  join ${table('PipelineRun')} r on r.id = j.pipeline_run_id
  join ${table('DataSource')} s on s.id = r.data_source_id
  left join ${table('Pipeline')} l on l.id = r.pipeline_id
  where j.status = 'DONE' group by 1, 2, 3, 4, 5
)
select organization_id, repository_id, workflow, job,
  count(*) filter (where sha is not null and decided > 0)::int as commits,
  count(*) filter (where sha is not null and succeeded and failed)::int as flaky_commits,
  count(*) filter (where sha is not null and succeeded and failed)::double precision
    / nullif(count(*) filter (where sha is not null and decided > 0), 0) as flaky_rate,
  sum(decided + undecided)::int as n,
  (sum(undecided) + coalesce(sum(decided) filter (where sha is null), 0))::int as n_unknown
from outcome group by 1, 2, 3, 4`,
}
