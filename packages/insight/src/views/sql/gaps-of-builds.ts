import type { Tables } from '../../database/read-tables.js'
import { recentCommits } from './commit-files.js'
import { counted } from './counted.js'

/** What of builds, files and analyses could not be counted. */
export function gapsOfBuilds(table: Tables): string[] {
  return [
    `select 'pipeline_health_daily', ${counted('runs')}, case
    when reason like 'no repository%' then 'Import the repository that is built.' else 'Nothing: the vendor doesn''t say it.' end
  from (
    select s.organization_id, s.name as "where", (sum(count(*)) over (partition by s.organization_id, s.id))::int as n,
      count(*)::int as n_unknown,
      case when r.repository_id is null then 'no repository is known for the run'
        when r.status is null or r.status = 'DONE' and r.result is null then 'nobody says how the run ended' end as reason,
      min(r.created_at) as since
    from ${table('PipelineRun')} r join ${table('DataSource')} s on s.id = r.data_source_id group by 1, 2, s.id, 5
  ) g where reason is not null`,
    `select 'hotspot', ${counted('commits')},
    'Set GIT_FILES to true in a data source of the provider GIT that has this repository: its next pass reads the whole history again.'
  from (
    select c.organization_id, r.full_name as "where", count(*)::int as n, (count(*) - count(c.with_files))::int as n_unknown,
      'files of commits are not imported' as reason, min(c.committed_at) filter (where c.with_files is null) as since
    from (${recentCommits(table)}
    ) c join ${table('Repository')} r on r.id = c.counted_id
    -- A commit may change no file.
    where c.files_changed is distinct from 0 or c.with_files is not null group by 1, 2, c.counted_id
  ) g where n_unknown > 0`,
    `select 'quality_trend', ${counted('projects')}, 'Bind the project to its repository at the quality server, or import that repository.'
  from (
    select s.organization_id, q.project_key as "where", 1 as n, 1 as n_unknown, 'no repository is known for the project' as reason,
      null::timestamptz as since
    from ${table('QualityProject')} q join ${table('DataSource')} s on s.id = q.data_source_id
    where q.repository_id is null and q.removed_at is null
  ) g`,
  ]
}
