import { type InsightDatabase, linkRecords } from '@data-import/insight'
import { clearWorld } from '@data-import/test-kit'

/** Half a year of some services, for the eye: with rollbacks, failures, gaps and people who have two accounts. */
export interface InsightWorld {
  services: number
  /** What repositories, workflows, measures and people are called. */
  name?: string
}

/** Fills the tables and links them. */
export async function makeInsightWorld(db: InsightDatabase, { services, name }: InsightWorld): Promise<void> {
  await clearWorld(db)
  const called = (otherwise: string) => (name === undefined ? otherwise : `$1::text || ' ' || ${otherwise}`)
  const run = (sql: string) => db.$executeRawUnsafe(sql, ...(sql.includes('$1') ? [name] : []))
  const each = `generate_series(1, ${services}) s`
  const at = (hours: string) => `date_trunc('hour', now()) - interval '182 days' + (${hours}) * interval '1 hour'`
  await run(`insert into data."DataSource" (id, organization_id, name, provider) values
    ('hub', 'acme', 'acme hub', 'GITHUB'), ('lab', 'acme', 'acme lab', 'GITLAB'), ('sonar', 'acme', 'quality', 'SONARQUBE')`)
  await run(`insert into data."Repository" (id, data_source_id, external_id, provider, name, full_name, default_branch, remote_key)
    select 'r' || s, 'hub', s::text, 'GITHUB', 'web', ${called(`'acme/' || (array['web','api','mobile','data','infra'])[1 + s % 5] || case when s > 4 then '-' || s else '' end`)}, 'main', 'github.com/acme/web' || s from ${each}`)
  await run(`insert into data."Contributor" (id, data_source_id, external_id, login, name, url)
    select 'hub' || k, 'hub', k::text, 'dev' || k, ${called(`(array['Ana','Bo','Cy','Di','Ed','Flo'])[1 + k % 6] || ' ' || (array['Lee','Kim','Roe','Fox'])[1 + k % 4]`)}, 'https://github.com/dev' || k from generate_series(1, 12) k
    union all select 'lab' || k, 'lab', k::text, 'dev' || k, ${called(`(array['Ana','Bo','Cy','Di','Ed','Flo'])[1 + k % 6]`)}, 'https://gitlab.acme.example/dev' || k from generate_series(1, 6) k`)
  await run(`insert into data."Commit" (id, data_source_id, external_id, repository_id, sha, message, author_id, parent_shas, authored_at, committed_at)
    select 'c' || s || '-' || k, 'hub', 'c' || s || '-' || k, 'r' || s, md5(s || '-' || k) || '00000000',
      case when k % 61 = 0 then 'This reverts commit ' || md5(s || '-' || k - 12) || '00000000.' else 'Change' end, 'hub' || 1 + k % 12,
      case when k = 1 then '{}' else array[md5(s || '-' || k - 1) || '00000000'] end, ${at('k * 7 - (k * 37) % 50')}, ${at('k * 7')}
    from ${each}, generate_series(1, 620) k`)
  await run(`insert into data."Deployment" (id, data_source_id, external_id, repository_id, environment, status, result, sha, finished_at)
    select 'd' || s || '-' || k, 'hub', 'd' || s || '-' || k, 'r' || s, case when k % 9 = 8 then 'staging-eu' else 'production' end, 'DONE',
      case when k % 17 = 16 then 'FAILURE' else 'SUCCESS' end,
      case when k % 23 = 22 then null else md5(s || '-' || case when k % 11 = 10 then k * 12 - 24 else k * 12 end) || '00000000' end, ${at('k * 84 + 6')}
    from ${each}, generate_series(5 + s % 3, 51) k where k not between 20 and 23`)
  await run(`insert into data."PullRequest" (id, data_source_id, external_id, repository_id, number, title, state, author_id, base_ref, head_sha, merge_sha, additions, deletions, commits_count, created_at, closed_at, merged_at)
    select 'p' || s || '-' || k, 'hub', 'p' || s || '-' || k, 'r' || s, k, 'Change', 'MERGED', 'hub' || 1 + k % 12, 'main', md5(s || '-' || k * 6) || '00000000', md5(s || '-' || k * 6) || '00000000',
      k % 300, k % 90, 1, ${at('k * 42 - 20 - k % 9')}, ${at('k * 42')}, ${at('k * 42')} from ${each}, generate_series(2, 100) k`)
  await run(`insert into data."PullRequestCommit" (id, data_source_id, external_id, pull_request_id, sha, position, authored_at)
    select 'o' || s || '-' || k, 'hub', 'o' || s || '-' || k, 'p' || s || '-' || k, md5(s || '-' || k * 6) || '00000000', 1, ${at('k * 42 - 40 - k % 21')} from ${each}, generate_series(2, 100) k`)
  await run(`insert into data."Review" (id, data_source_id, external_id, pull_request_id, reviewer_id, state, submitted_at)
    select 'v' || s || '-' || k, 'hub', 'v' || s || '-' || k, 'p' || s || '-' || k, 'hub' || 1 + (k + 5) % 12, 'APPROVED', ${at('k * 42 - 3 - k % 11')} from ${each}, generate_series(2, 100) k where k % 5 > 0`)
  await run(`insert into data."PipelineRun" (id, data_source_id, external_id, repository_id, name, attempt, status, result, sha, duration_ms, created_at)
    select 'b' || s || '-' || k, 'hub', 'b' || s || '-' || k, 'r' || s, ${called(`(array['test','lint','deploy'])[1 + k % 3]`)}, 1, 'DONE',
      case when k % 31 = 0 then null when k % 7 = 0 then 'FAILURE' when k % 29 = 0 then 'CANCELLED' else 'SUCCESS' end, md5(s || '-' || k) || '00000000', 240000 + (k * 7919) % 90000 + k * 400, ${at('k * 7 + 1')}
    from ${each}, generate_series(1, 620) k where k not between 300 and 330`)
  await run(`insert into data."Job" (id, data_source_id, external_id, pipeline_run_id, name, attempt, status, result, created_at, started_at)
    select 'j' || s || '-' || k || '-' || n, 'hub', 'j' || s || '-' || k || '-' || n, 'b' || s || '-' || k, 'unit', n, 'DONE', case when n = 1 then 'FAILURE' else 'SUCCESS' end, ${at('k * 7 + 1')}, ${at('k * 7 + 1')}
    from ${each}, generate_series(7, 620, 21) k, generate_series(1, 2) n where k not between 300 and 330`)
  await run(`insert into data."Pipeline" (id, data_source_id, external_id, name, remote_key)
    select 'l' || k, 'lab', k::text, ${called(`'nightly ' || k`)}, case when k = 1 then 'gitlab.acme.example/acme/tools' end from generate_series(1, 3) k`)
  await run(`insert into data."QualityProject" (id, data_source_id, external_id, repository_id, project_key, name)
    select 'q' || s, 'sonar', s::text, 'r' || s, ${called(`'acme_' || s`)}, 'web' from ${each}`)
  await run(`insert into data."QualityMeasure" (id, data_source_id, external_id, quality_project_id, repository_id, project_key, analysed_at, metric, value)
    select s || m || k, 'sonar', s || m || k, 'q' || s, 'r' || s, ${called(`'acme_' || s`)}, ${at('k * 48')}, m, case when k % 13 = 5 then null when m = 'coverage' then 71 + sin(k / 8.0) * 4 + k / 20.0 else (k * 7 + length(m)) % 40 end
    from ${each}, generate_series(1, 90) k, unnest(array['coverage', 'bugs', 'code_smells', 'duplicated_lines_density']) m`)
  await linkRecords({ db })
}
