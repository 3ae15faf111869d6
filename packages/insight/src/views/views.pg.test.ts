import { makeTinyWorld, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { columns, ownTables } from '../database/columns.js'
import { dropViews, installViews, linkAfterPass, linkRecords, printViews, readViews } from '../index.js'

const database = useTestDatabase()
const bookkeeping = ['DataSource', 'DataSourceRun', 'ImportPartition', 'ImportLog']
/** What providers import, of which an application has only that of its own providers. */
const names = Object.keys(columns).filter((name) => ![...bookkeeping, ...ownTables].includes(name))
const run = (sql: string) => database.db.$executeRawUnsafe(sql)
const ask = <Row>(sql: string) => database.db.$queryRawUnsafe<Row[]>(sql)

beforeAll(async () => {
  await installViews(database.db)
})
beforeEach(async () => {
  await makeTinyWorld(database.db)
  await linkRecords({ db: database.db })
})

describe('review_load_weekly', () => {
  it('counts pull requests and not reviews, people and not accounts, and nobody of their own', async () => {
    await run(
      `insert into data."Contributor" (id, data_source_id, external_id, login) values ('bob2','s','22','bob-private')`,
    )
    await run(
      `insert into data."PersonDecision" (id, organization_id, a, b, verdict) values ('d', 'acme', 'github.com/2', 'github.com/22', 'SAME')`,
    )
    await run(`insert into data."ReviewRequest" (id, data_source_id, external_id, pull_request_id, reviewer_id, requested_at) values
      ('q1','s','q1','p1','bob','2026-03-03T08:00Z')`)
    await run(`insert into data."Review" (id, data_source_id, external_id, pull_request_id, reviewer_id, state, submitted_at) values
      ('v5','s','v5','p1','bob','COMMENTED','2026-03-03T09:00Z'), ('v6','s','v6','p2','bob2','COMMENTED','2026-03-03T12:00Z'),
      ('v7','s','v7','p3','bob2','APPROVED','2026-03-04T09:45Z')`)
    await linkRecords({ db: database.db })
    expect(
      await ask(`select p.name, week::text, reviewed_pull_requests as pulls, reviews, median_response_seconds as seconds, share, n_unknown
        from insight.review_load_weekly l join data."Person" p on p.id = l.person_id order by 1`),
    ).toEqual([
      // p2 is Bob's own, though he reviewed it with his other account; of p1 he handed in two reviews.
      { name: 'bob', week: '2026-03-02', pulls: 2, reviews: 3, seconds: 3_600, share: 1, n_unknown: 1 },
      { name: 'cee', week: '2026-03-02', pulls: 1, reviews: 1, seconds: null, share: 0.5, n_unknown: 1 },
    ])
  })
})

describe('pull_request_cycle', () => {
  it('takes a review by another account of the author for none, and a note on the code for one', async () => {
    await run(`insert into data."PullRequestComment" (id, data_source_id, external_id, pull_request_id, author_id, path, created_at) values
      ('n1','s','n1','p2','bob','a.ts','2026-03-03T10:00Z'), ('n2','s','n2','p2','cee',null,'2026-03-03T10:10Z'),
      ('n3','s','n3','p2','cee','a.ts','2026-03-03T10:30Z')`)
    expect(
      await ask('select pickup_seconds, review_seconds, unreviewed from insight.pull_request_cycle where number = 2'),
    ).toEqual([{ pickup_seconds: 3_600, review_seconds: 9_000, unreviewed: false }])
  })

  it('says why there is no deployment, and leaves bots out', async () => {
    await run(`update data."PullRequest" set author_id = 'bot' where id = 'p1'`)
    await run(`update data."PullRequest" set merge_sha = 'elsewhere', base_ref = 'release/1' where id = 'p2'`)
    await linkRecords({ db: database.db })
    expect(
      await ask('select number, deployed_at, deploy_unknown from insight.pull_request_cycle where number < 3'),
    ).toEqual([
      { number: 2, deployed_at: null, deploy_unknown: 'it was merged into release/1, whose history is not imported' },
    ])
  })
})

it('pipeline_health_daily: cancelled runs decide nothing, and what nobody knows is no success', async () => {
  await run('delete from data."PipelineRun"')
  await run(`insert into data."PipelineRun" (id, data_source_id, external_id, repository_id, name, attempt, status, result, duration_ms, created_at) values
    ('a','s','a','r','ci',1,'DONE','SUCCESS',60000,'2026-03-03T13:00Z'), ('b','s','b','r','ci',2,'DONE','FAILURE',120000,'2026-03-03T14:00Z'),
    ('c','s','c','r','ci',1,'DONE','CANCELLED',null,'2026-03-03T15:00Z'), ('d','s','d','r','ci',null,'DONE',null,null,'2026-03-03T16:00Z')`)
  await run(`insert into data."Job" (id, data_source_id, external_id, pipeline_run_id, name, status, result, created_at, started_at, finished_at, queued_ms) values
    ('j1','s','j1','a','x','DONE','SUCCESS','2026-03-03T13:00:00Z','2026-03-03T13:00:10Z','2026-03-03T13:00:50Z',null),
    ('j2','s','j2','a','y','DONE','SUCCESS',null,'2026-03-03T13:00:10Z','2026-03-03T13:01:30Z',30000),
    ('j3','s','j3','b','x','DONE','FAILURE',null,null,null,null)`)
  expect(
    await ask(`select runs, decided, success_rate, p50_duration_seconds as p50, p50_queue_seconds as queue, rerun_rate, n, n_unknown, n_jobs, n_jobs_unknown
      from insight.pipeline_health_daily`),
  ).toEqual([
    {
      ...{ runs: 4, decided: 2, success_rate: 0.5, p50: 100, queue: 20, rerun_rate: 1 / 3 },
      ...{ n: 4, n_unknown: 1, n_jobs: 3, n_jobs_unknown: 1 },
    },
  ])
})

it('flaky_job: what is cancelled decides nothing, what has no commit is unknown', async () => {
  await run(`insert into data."Job" (id, data_source_id, external_id, pipeline_run_id, name, status, result) values
    ('k1','s','k1','R3','test','DONE','CANCELLED'), ('k2','s','k2','R3','test','DONE',null)`)
  await run(`update data."PipelineRun" set sha = null where id = 'R2'`)
  expect(await ask('select commits, flaky_commits, flaky_rate, n, n_unknown from insight.flaky_job')).toEqual([
    { commits: 2, flaky_commits: 1, flaky_rate: 0.5, n: 5, n_unknown: 2 },
  ])
})

it('hotspot: people and reverts of the files of recent commits', async () => {
  await run(`update data."Commit" set committed_at = now() where sha in ('c3', 'c5e5e5e', 'c7')`)
  await run(`insert into data."CommitFile" (id, data_source_id, external_id, commit_id, path, lines_added, lines_removed) values
    ('f1','s','f1','c3','a.ts',1,2), ('f2','s','f2','c5','a.ts',null,null), ('f3','s','f3','c7','a.ts',4,0), ('f4','s','f4','c2','a.ts',9,9)`)
  expect(
    await ask('select path, commits_90d, people_90d, lines_90d::int, reverts_90d, n_unknown from insight.hotspot'),
  ).toEqual([{ path: 'a.ts', commits_90d: 3, people_90d: 2, lines_90d: 7, reverts_90d: 1, n_unknown: 1 }])
})

it('quality_trend: the last analysis of a day on the main branch, and how it differs', async () => {
  await run(
    `insert into data."QualityProject" (id, data_source_id, external_id, project_key, repository_id) values ('qp','s','qp','web','r')`,
  )
  const measure = (id: string, at: string, value: number | null, branch: string | null = null) =>
    run(`insert into data."QualityMeasure" (id, data_source_id, external_id, quality_project_id, project_key, branch, analysed_at, metric, value, gate_status)
      values ('${id}','s','${id}','qp','web',${branch === null ? 'null' : `'${branch}'`},'2026-03-${at}Z','coverage',${value},'OK')`)
  await measure('m1', '02T08:00', 70)
  await measure('m2', '02T18:00', 80)
  await measure('m3', '03T08:00', 10, 'feature')
  await measure('m4', '04T08:00', 75)
  expect(
    await ask('select repository_id, day::text, value, change, gate from insight.quality_trend order by day'),
  ).toEqual([
    { repository_id: 'r', day: '2026-03-02', value: 80, change: null, gate: 'OK' },
    { repository_id: 'r', day: '2026-03-04', value: 75, change: -5, gate: 'OK' },
  ])
})

it('metric_gap: an import that is not complete is a gap of each figure that needs it', async () => {
  await run(`insert into data."ImportPartition" (data_source_id, script_name, key, name, status, reason) values
    ('s','pull-request','1','acme/web','COMPLETE',null), ('s','pull-request','2','acme/api','UNAVAILABLE','no access'),
    ('s','review','3','acme/docs','SKIPPED','empty')`)
  await run(`insert into data."DataSourceRun" (id, data_source_id, script_name, status, started_at, error_message) values
    ('x1','s','job','COMPLETED','2026-03-01Z',null), ('x2','s','job','FAILED','2026-03-02Z','the token expired')`)
  const gaps = await ask<{ metric: string }>(
    `select metric, "where", n, n_unknown, reason from insight.metric_gap where "where" like 'acme: %' order by 1`,
  )
  const import_ = {
    where: 'acme: pull-request',
    n: 2,
    n_unknown: 1,
    reason: 'the import of acme/api is unavailable: no access',
  }
  const failed = { where: 'acme: job', n: null, n_unknown: null, reason: 'the last run is failed: the token expired' }
  expect(gaps).toEqual([
    { metric: 'flaky_job', ...failed },
    { metric: 'lead_time', ...import_ },
    { metric: 'pipeline_health_daily', ...failed },
    { metric: 'pull_request_cycle', ...import_ },
    { metric: 'review_load_weekly', ...import_ },
  ])
})

it("a reader's row-level security holds in views", async () => {
  const { isInvoker } = await readViews(database.db)
  expect((await printViews(database.db)).includes('security_invoker')).toBe(isInvoker)
  if (!isInvoker) return
  const rows = await database.db.$transaction(async (db) => {
    await db.$executeRawUnsafe('create role insight_reader')
    await db.$executeRawUnsafe('grant usage on schema data, insight to insight_reader')
    await db.$executeRawUnsafe('grant select on all tables in schema data, insight to insight_reader')
    await db.$executeRawUnsafe('alter table data."DeploymentLink" enable row level security')
    await db.$executeRawUnsafe('set local role insight_reader')
    const found = await db.$queryRawUnsafe<unknown[]>('select * from insight.lead_time')
    await db.$executeRawUnsafe('reset role')
    await db.$executeRawUnsafe('alter table data."DeploymentLink" disable row level security')
    await db.$executeRawUnsafe('drop owned by insight_reader')
    await db.$executeRawUnsafe('drop role insight_reader')
    return found
  })
  expect(rows).toEqual([])
  expect(await ask('select count(*)::int as n from insight.lead_time')).toEqual([{ n: 8 }])
})

it('views and links are made where tables of other providers are missing: each alone, and all', async () => {
  await dropViews(database.db)
  for (const missing of [...names.map((name) => [name]), names]) {
    for (const name of missing) await run(`alter table data."${name}" rename to "gone_${name}"`)
    try {
      expect(await installViews(database.db), missing.join()).toMatchObject({ isCurrent: true })
      await database.db.$transaction((db) => linkAfterPass.run({ db, schema: 'data' }))
      if (missing.includes('QualityMeasure')) expect(await ask('select * from insight.quality_trend')).toEqual([])
      if (missing.join() === 'Review')
        expect(await ask('select unreviewed from insight.pull_request_cycle')).toHaveLength(3)
    } finally {
      await dropViews(database.db)
      for (const name of missing) await run(`alter table data."gone_${name}" rename to "${name}"`)
    }
  }
  await linkRecords({ db: database.db })
  await installViews(database.db)
}, 120_000)

it('a schema insight of somebody else is left alone', async () => {
  await dropViews(database.db)
  await run('create schema insight')
  await run('create table insight.lead_time (id text)')
  try {
    await expect(installViews(database.db)).rejects.toThrow('did not make')
  } finally {
    await run('drop schema insight cascade')
    await installViews(database.db)
  }
})
