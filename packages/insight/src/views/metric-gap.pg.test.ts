import { makeTinyWorld, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { installViews, linkRecords } from '../index.js'

const database = useTestDatabase()
const run = (sql: string) => database.db.$executeRawUnsafe(sql)
const ask = <Row>(sql: string) => database.db.$queryRawUnsafe<Row[]>(sql)
const gapsOf = (metric: string, columns = '"where", n, n_unknown, unit, reason') =>
  ask(`select ${columns} from insight.metric_gap where metric = '${metric}' order by "where", reason`)

beforeAll(async () => {
  await installViews(database.db)
})
beforeEach(async () => {
  await makeTinyWorld(database.db)
  await linkRecords({ db: database.db })
})

describe('hotspot', () => {
  const missing = (n: number, n_unknown: number) => ({
    ...{ where: 'acme/web', n, n_unknown, unit: 'commits' },
    reason: 'files of commits are not imported',
  })
  beforeEach(async () => {
    await run(`update data."Commit" set committed_at = now() - interval '100 days'`)
  })

  it('is missing the files of recent commits that have none, but not of those that changed no file', async () => {
    await run(
      `update data."Commit" set committed_at = now() - interval '1 day', files_changed = 1 where id in ('c3', 'm6')`,
    )
    await run(
      `update data."Commit" set committed_at = now() - interval '2 days', files_changed = 2 where id in ('c5', 'c7')`,
    )
    await run(`update data."Commit" set committed_at = now(), files_changed = 0 where id = 'c4'`)
    await run(`update data."Commit" set committed_at = now(), files_changed = 1, author_id = 'bot' where id = 'c2'`)
    await run(
      `insert into data."CommitFile" (id, data_source_id, external_id, commit_id, path) values ('f','s','f','c3','a.ts')`,
    )
    expect(await gapsOf('hotspot')).toEqual([missing(3, 2)])
    const [gap] = await ask<{ isFirst: boolean; do: string }>(
      `select since = (select committed_at from data."Commit" where id = 'c5') as "isFirst", "do" from insight.metric_gap where metric = 'hotspot'`,
    )
    expect(gap).toMatchObject({ isFirst: true, do: expect.stringContaining('GIT_FILES') })
  })

  it('takes a commit for missing of which nobody knows how many files it changed', async () => {
    await run(`update data."Commit" set committed_at = now(), files_changed = null where id = 'c3'`)
    expect(await gapsOf('hotspot')).toEqual([missing(1, 1)])
  })

  it('is missing nothing in a repository without recent commits', async () => {
    expect(await gapsOf('hotspot')).toEqual([])
  })

  it('has the files that a clone imported, of commits that a forge imported as well', async () => {
    await run(`insert into data."DataSource" (id, organization_id, name, provider) values ('g','acme','clone','GIT')`)
    await run(`insert into data."Repository" (id, data_source_id, external_id, provider, name, full_name, remote_key) values
      ('gr','g','1','GIT','web','web','github.com/acme/web')`)
    await run(`update data."Commit" set committed_at = now(), files_changed = 1 where id = 'c3'`)
    await run(`insert into data."Commit" (id, data_source_id, external_id, repository_id, sha, message, parent_shas, committed_at, files_changed)
      values ('g3','g','g3','gr','c3','a','{}',now(),1)`)
    await run(`insert into data."CommitFile" (id, data_source_id, external_id, commit_id, path, lines_added, lines_removed)
      values ('f','g','f','g3','a.ts',1,1)`)
    await linkRecords({ db: database.db })
    expect(await ask('select repository_id, path, commits_90d from insight.hotspot')).toEqual([
      { repository_id: 'r', path: 'a.ts', commits_90d: 1 },
    ])
    expect(await gapsOf('hotspot')).toEqual([])
  })
})

describe('deployments', () => {
  it('without a commit are a gap of the change fail rate, of as many as the rate counts', async () => {
    expect(await gapsOf('change_fail_rate_monthly')).toEqual([
      { where: 'web', n: 5, n_unknown: 1, unit: 'deployments', reason: 'the deployment has no commit' },
    ])
  })

  it('hide as many changes as the lead time says it does not know', async () => {
    await run(`update data."Commit" set is_merge = true where id = 'c0'`)
    await run(`update data."Commit" set authored_at = null where id = 'c7'`)
    await run(`update data."Commit" set authored_at = '2030-01-01Z' where id = 'c4'`)
    await linkRecords({ db: database.db })
    const changes = (await gapsOf('lead_time')).filter((gap) => (gap as { unit: string }).unit === 'changes')
    const web = { where: 'web', n: 7, unit: 'changes', n_unknown: 1 }
    expect(changes).toEqual([
      { ...web, reason: 'commits of the first deployment' },
      { ...web, reason: "its author's clock was ahead of the deployment" },
      { ...web, reason: 'nobody says when it was written' },
    ])
    expect(
      await ask('select count(*)::int as n, (count(*) - count(lead_seconds))::int as unknown from insight.lead_time'),
    ).toEqual([{ n: 7, unknown: 3 }])
  })
})

it('pull requests of bots and removed ones are no cases', async () => {
  await run(`update data."PullRequest" set author_id = 'bot' where id = 'p3'`)
  await run(`update data."PullRequest" set merge_sha = 'elsewhere', base_ref = 'release/1' where id = 'p2'`)
  await linkRecords({ db: database.db })
  expect(await gapsOf('pull_request_cycle')).toEqual([
    {
      ...{ where: 'acme/web', n: 2, n_unknown: 1, unit: 'pull requests' },
      reason: 'it was merged into release/1, whose history is not imported',
    },
  ])
})

describe('since', () => {
  it('is the instant up to which the import is complete, however often it was tried since', async () => {
    await run(`insert into data."ImportPartition" (data_source_id, script_name, key, name, status, watermark, failures, updated_at) values
      ('s','review','1','acme/web','FAILED','2026-03-01Z',2,now()), ('s','review','2','acme/api','FAILED','2026-02-01Z',2,now()),
      ('s','job','3','acme/docs','FAILED',null,1,now()), ('s','job','4','acme/cart','FAILED','2026-02-01Z',1,now())`)
    expect(await gapsOf('review_load_weekly', 'n, n_unknown, unit, since')).toEqual([
      { n: 2, n_unknown: 2, unit: 'partitions', since: new Date('2026-02-01Z') },
    ])
    // One of them never was complete.
    expect(await gapsOf('flaky_job', 'since')).toEqual([{ since: null }])
  })

  it('of a run that failed is up to when an earlier one was complete', async () => {
    await run(`insert into data."DataSourceRun" (id, data_source_id, script_name, status, started_at, last_fetched_data_at) values
      ('x1','s','job','COMPLETED','2026-03-01T01:00Z','2026-03-01Z'), ('x2','s','job','FAILED','2026-03-02Z',null), ('x3','s','job','FAILED','2026-03-03Z',null)`)
    expect(await gapsOf('flaky_job', 'since')).toEqual([{ since: new Date('2026-03-01Z') }])
  })
})

describe('a data source', () => {
  const one = { n: 1, n_unknown: 1, unit: 'data sources' }
  const imported = (script: string, at: string) =>
    run(`insert into data."DataSourceRun" (id, data_source_id, script_name, status, started_at)
      values ('${script}','s','${script}','COMPLETED','${at}')`)

  it('that is disabled is a gap of what it imports', async () => {
    await run(`update data."DataSource" set is_enabled = false, last_sync_at = '2026-03-01Z'`)
    const since = new Date('2026-03-01Z')
    expect(await gapsOf('flaky_job', '"where", n, n_unknown, unit, reason, since')).toEqual([
      { where: 'acme', ...one, reason: 'the data source is disabled', since },
    ])
    expect(await gapsOf('quality_trend')).toEqual([])
  })

  it('whose rows were written by hand, without a run, is none', async () => {
    expect(await gapsOf('flaky_job')).toEqual([])
  })

  it('that never ran is one of what its provider imports, until its first pass', async () => {
    await run(
      `insert into data."DataSource" (id, organization_id, name, provider) values ('n','acme','sonar','SONARQUBE')`,
    )
    expect(await gapsOf('quality_trend')).toEqual([{ where: 'sonar', ...one, reason: 'nothing was imported yet' }])
    await run(`insert into data."DataSourceRun" (id, data_source_id, script_name, status, started_at)
      values ('n','n','quality-measure','RUNNING',now())`)
    expect(await gapsOf('quality_trend')).toEqual([])
  })

  it('whose last whole pass left a resource out is one of what needs it', async () => {
    await run(`update data."DataSource" set last_sync_at = '2026-03-02Z'`)
    for (const script of ['repository', 'pipeline', 'pipeline-run']) await imported(script, '2026-03-02T00:00:01Z')
    await imported('job', '2026-03-01Z')
    expect(await gapsOf('flaky_job')).toEqual([
      { where: 'acme: job', ...one, reason: 'the last whole pass left this resource out' },
    ])
    await run(`update data."DataSourceRun" set started_at = '2026-03-02T00:00:02Z' where script_name = 'job'`)
    expect(await gapsOf('flaky_job')).toEqual([])
  })
})
