import type { InsightDatabase } from '@data-import/insight'

/** Names that people who import from strangers will meet. */
export const hostile = {
  script: '<script>alert(1)</script>',
  attribute: `"><img src=x onerror=alert(1)> ' onmouseover='alert(1)`,
  long: 'x'.repeat(300),
  rightToLeft: 'מאגר הנתונים \u202egnp.exe',
  entity: '&lt;b&gt; & &#x3c;',
}

interface World {
  /** How many data sources. */
  sources: number
  /** Partitions of each of its resources. */
  partitions: number
  /** Runs of earlier passes. */
  passes: number
  fate: 'whole' | 'some failed' | 'all failed' | 'running'
  /** Names of data source, partitions, reasons and messages. */
  names?: Partial<Record<'source' | 'partition' | 'reason' | 'message', string>>
}

const resources = [
  'repository',
  'contributor',
  'commit',
  'pull-request',
  'review',
  'issue',
  'pipeline-run',
  'deployment',
]

/** Fills the tables of core with a world. All of it is set-based, so that a large one takes seconds. */
export async function makeWorld(db: InsightDatabase, world: World): Promise<void> {
  const { sources, partitions, passes, fate, names = {} } = world
  const name = (text: string | undefined, otherwise: string) =>
    text === undefined ? otherwise : `'${text.replaceAll("'", "''")}'`
  const run = (sql: string) => db.$executeRawUnsafe(sql)
  const list = `unnest(array[${resources.map((one) => `'${one}'`).join(', ')}]) with ordinality resource (name, place)`
  await run('truncate "data"."DataSource" cascade')
  await run('delete from "data"."ImportLease"')
  await run(`insert into "data"."DataSource" (id, organization_id, name, provider, is_enabled, sync_interval_minutes, last_sync_at)
    select 's' || n, 'acme', ${name(names.source, "'acme-' || (array['web','api','mobile','data','infra'])[1 + n % 5] || '-' || n")} || case when ${sources} > 1 and ${names.source !== undefined} then ' ' || n else '' end,
      (array['GITHUB','GITLAB','JENKINS'])[1 + n % 3], n % 50 <> 49, case when n % 4 = 3 then 1440 else 15 end, date_trunc('minute', now()) - interval '12 minutes' from generate_series(0, ${sources - 1}) n`)
  await run(
    `insert into "data"."ImportLease" (name, token, holder, acquired_at) values ('v1/data', 7, 'worker-1.acme.example 4211', now() - interval '12 minutes')`,
  )
  const isBad = {
    whole: 'false',
    running: 'false',
    'some failed': '(n % 5 = 0 and resource.place % 3 = 0 and p = 3)',
    'all failed': 'true',
  }[fate]
  const failed = fate === 'all failed' ? 'true' : `(${fate === 'some failed'} and n % 5 = 0 and resource.place % 3 = 0)`
  const reason = name(
    names.reason,
    "(array['The server answered 502 Bad Gateway to GET /repos/acme/web/commits after five attempts.', 'No access (403): the token lacks the scope repo.', 'The repository is blocked (451).'])[1 + p % 3]",
  )
  const message = name(
    names.message,
    `'${fate === 'all failed' ? 'GitHub answered 401 to GET /user: the token is not valid or was revoked. Set GITHUB_TOKEN anew: data-import sources set' : '1 of 40 partitions failed: acme/repository-3: the server answered 502'}'`,
  )
  await run(`insert into "data"."DataSourceRun" (id, data_source_id, status, script_name, "recordsImported", "recordsFailed", started_at, completed_at, duration_ms,
      error_message, last_fetched_data_at, pass_id, window_start, window_end)
    select 'r' || k || '-' || n || '-' || resource.place, 's' || n,
      (case when ${fate === 'running'} and k = 0 and resource.place > 5 then 'RUNNING' when ${failed} then ${fate === 'all failed' ? "'FAILED'" : "'PARTIAL'"} else 'COMPLETED' end)::"data"."DataSourceRunStatus",
      resource.name, case when ${fate === 'all failed'} then 0 else (n * 37 + resource.place * 113 + k) % 900 end, case when ${names.message !== undefined} then 2 else 0 end,
      begun, case when ${fate === 'running'} and k = 0 and resource.place > 5 then null else begun + took end, (extract(epoch from took) * 1000)::int,
      case when ${failed} then ${message} end, case when ${failed} then null else begun end, 'pass-' || k, begun - interval '1 day', begun
    from generate_series(0, ${passes - 1}) k, generate_series(0, ${sources - 1}) n, ${list},
      lateral (select date_trunc('minute', now()) - interval '12 minutes' - k * interval '15 minutes' + resource.place * interval '7 seconds' + n % 20 * interval '1 second' as begun,
        (3 + (n * 7 + resource.place * 11) % 40) * interval '1 second' as took) times
    where n % 50 <> 49 or k > 3`)
  await run(`insert into "data"."ImportPartition" (data_source_id, script_name, key, name, status, reason, watermark, failures, records_imported, last_run_id, cursor, walk_started_at)
    select 's' || n, resource.name, 'k' || lpad(p::text, 6, '0'), ${name(names.partition, "'acme/repository-' || p")} || case when ${names.partition !== undefined} then ' ' || p else '' end,
      (case when ${isBad} then (array['FAILED','UNAVAILABLE','UNAVAILABLE'])[1 + p % 3] when ${fate === 'running'} and resource.place > 6 and p > 2 then 'INCOMPLETE' when p % 17 = 16 then 'SKIPPED' else 'COMPLETE' end)::"data"."ImportPartitionStatus",
      case when ${isBad} then ${reason} when p % 17 = 16 then 'The repository is empty.' end,
      case when ${fate === 'all failed'} then null else date_trunc('minute', now()) - interval '12 minutes' - p % 7 * interval '1 second' end, case when ${isBad} then 3 else 0 end, p * 100,
      'r0-' || n || '-' || resource.place, case when ${isBad} then '{"page": 3, "after": "Y3Vyc29yOnYyOpHOABCDEFGHIJKLMNOP", "token": "s3cret"}'::jsonb end, now() - interval '12 minutes'
    from generate_series(0, ${sources - 1}) n, ${list}, generate_series(1, ${partitions}) p where resource.place <> 2`)
  await run(`insert into "data"."ImportLog" (id, data_source_run_id, level, message, details, record_id, created_at)
    select 'l' || run.id || '-' || i, run.id, (array['INFO','INFO','WARN','ERROR'])[1 + i % 4]::"data"."ImportLogLevel",
      ${name(names.message, "(array['acme/repository-3: the walk begins at page 3', 'asked 41 times, 12 answers were unchanged', 'The server asks to wait 12 s.', 'A record was left out: invalid input value for \"state\"'])[1 + i % 4]")},
      case when i % 4 = 3 then '{"record": {"id": 42, "state": "half-open"}}' end, case when i % 4 = 3 then '4711-' || i end, run.started_at + i * interval '1 second'
    from "data"."DataSourceRun" run, generate_series(0, 7) i where run.pass_id = 'pass-0' and run.data_source_id in ('s0', 's1')`)
}
