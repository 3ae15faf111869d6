import { makeTinyWorld, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { installViews, linkRecords } from './index.js'

const database = useTestDatabase()

beforeAll(async () => {
  await installViews(database.db)
})
beforeEach(async () => {
  await makeTinyWorld(database.db)
  await linkRecords({ db: database.db, organizationId: 'acme' })
})

const ask = <Row>(sql: string) => database.db.$queryRawUnsafe<Row[]>(sql)
const kinds = async () =>
  Object.fromEntries(
    (
      await ask<{ id: string; kind: string }>(
        `select deployment_id as id, kind from data."DeploymentLink" order by finished_at`,
      )
    ).map(({ id, kind }) => [id, kind]),
  )
const hours = (sql: string) => `${sql} / 3600`

it('tells what each deployment was, and leaves staging out', async () => {
  expect(await kinds()).toEqual({
    ...{
      D1: 'FIRST',
      D2: 'CHANGE',
      D3: 'CHANGE',
      D4: 'ROLLBACK',
      D5: 'CHANGE',
      D6: 'FAILED',
      D7: 'REDEPLOY',
      D8: 'UNKNOWN',
    },
  })
})

it('tells how each pull request got in', async () => {
  expect(await ask(`select pull_request_id as id, sha, rule from data."CommitPullRequest" order by 1, 2`)).toEqual([
    { id: 'p1', sha: 'c2', rule: 'SQUASH' },
    { id: 'p2', sha: 'c3', rule: 'REBASE' },
    { id: 'p2', sha: 'c4', rule: 'REBASE' },
    { id: 'p3', sha: 'c5e5e5e', rule: 'SAME' },
    { id: 'p3', sha: 'm6', rule: 'MERGED_BY' },
  ])
})

describe('lead time', () => {
  it('is that of the changes as they were written, and unknown for what was there before', async () => {
    const rows = await ask<{ deployment: string; sha: string; hours: number | null; unknown: string | null }>(
      `select deployment_id as deployment, sha, ${hours('lead_seconds')} as hours, unknown from insight.lead_time order by 1, 2`,
    )
    expect(rows.map(({ deployment, sha, hours }) => [deployment, sha, hours])).toEqual([
      ['D1', 'c0', null],
      ['D1', 'c1', null],
      ['D2', '1a', 25],
      ['D2', '1b', 23],
      ['D2', 'c3', 24],
      ['D2', 'c4', 5],
      ['D3', 'c5e5e5e', 3],
      ['D5', 'c7', 1],
    ])
    expect(rows.filter(({ unknown }) => unknown).map(({ sha }) => sha)).toEqual(['c0', 'c1'])
  })

  it('has its median in the middle: 23.5 h in D2, not 23, nor 5 with the squash, nor 1.5 from merge to deployment', async () => {
    const median = (where: string) =>
      ask<{ n: number; known: number; p50: number }>(`select count(*)::int as n, count(lead_seconds)::int as known,
        ${hours('percentile_cont(0.5) within group (order by lead_seconds)')} as p50 from insight.lead_time where ${where}`)
    expect(await median(`deployment_id = 'D2'`)).toEqual([{ n: 4, known: 4, p50: 23.5 }])
    // With what was there before, it would be 4 h.
    expect(await median('true')).toEqual([{ n: 8, known: 6, p50: 14 }])
    expect(
      await ask(
        `select week::text, n, n_unknown, unknown_deployments, ${hours('p50_seconds')} as p50, ${hours('p50_pull_request_seconds')} as p50_pr from insight.lead_time_weekly`,
      ),
    ).toEqual([{ week: '2026-03-02', n: 8, n_unknown: 2, unknown_deployments: 1, p50: 14, p50_pr: 24 }])
  })
})

it('one of five changes failed, not none and not one of seven; two of seven deployments are rework', async () => {
  expect(
    await ask(`select failed_id, fixed_by_id, evidence, recovery_seconds / 60 as minutes from insight.change_failure`),
  ).toEqual([{ failed_id: 'D3', fixed_by_id: 'D4', evidence: 'ROLLBACK', minutes: 60 }])
  expect(
    await ask(
      `select deployments, failed, failures, rate, rework_rate, n, n_unknown, suspected from insight.change_fail_rate_monthly`,
    ),
  ).toEqual([
    { deployments: 7, failed: 1, failures: 1, rate: 0.2, rework_rate: 2 / 7, n: 5, n_unknown: 1, suspected: null },
  ])
})

it('counts the deployments of each day', async () => {
  expect(
    await ask(
      `select day::text, deployments, redeployments, rollbacks, failed, without_commit from insight.deployment_frequency_daily order by day`,
    ),
  ).toEqual([
    { day: '2026-03-02', deployments: 1, redeployments: 0, rollbacks: 0, failed: 0, without_commit: 0 },
    { day: '2026-03-03', deployments: 1, redeployments: 0, rollbacks: 0, failed: 0, without_commit: 0 },
    { day: '2026-03-04', deployments: 4, redeployments: 1, rollbacks: 1, failed: 1, without_commit: 0 },
    { day: '2026-03-05', deployments: 1, redeployments: 0, rollbacks: 0, failed: 0, without_commit: 1 },
  ])
})

it('tells the stages of a pull request, whose sum is its whole time; a bot and an own comment are no review', async () => {
  const stages = ['coding', 'pickup', 'review', 'deploy']
  const rows = await ask<Record<string, number | null>>(
    `select ${stages.map((stage) => `${hours(`${stage}_seconds`)} as ${stage}`).join(', ')}, unreviewed,
       ${hours('extract(epoch from deployed_at - first_commit_at)::double precision')} as total
     from insight.pull_request_cycle order by number`,
  )
  expect(rows).toEqual([
    { coding: 3, pickup: 18, review: 2, deploy: 2, unreviewed: false, total: 25 },
    { coding: 19.5, pickup: null, review: null, deploy: 1, unreviewed: true, total: 24 },
    { coding: 1, pickup: 0.5, review: 0.5, deploy: 1, unreviewed: false, total: 3 },
  ])
})

it('one of three commits has a flaky test', async () => {
  expect(await ask('select job, commits, flaky_commits, n_unknown from insight.flaky_job')).toEqual([
    { job: 'test', commits: 3, flaky_commits: 1, n_unknown: 0 },
  ])
})

it('tells what it could not count', async () => {
  const gaps = await ask(
    `select metric, "where", n, n_unknown, unit, reason from insight.metric_gap where metric <> 'hotspot' order by metric, reason`,
  )
  expect(gaps).toEqual([
    {
      ...{ metric: 'change_fail_rate_monthly', where: 'web', n: 5, n_unknown: 1, unit: 'deployments' },
      reason: 'the deployment has no commit',
    },
    {
      ...{ metric: 'deployment_frequency_daily', where: 'acme/web: staging', n: 1, n_unknown: 1, unit: 'deployments' },
      reason: 'no rule says whether the environment is production',
    },
    {
      ...{ metric: 'lead_time', where: 'web', n: 8, n_unknown: 2, unit: 'changes' },
      reason: 'commits of the first deployment',
    },
    {
      ...{ metric: 'lead_time', where: 'web', n: 7, n_unknown: 1, unit: 'deployments' },
      reason: 'the deployment has no commit',
    },
  ])
})

it('a deployment that is imported late takes the changes that it was the first to have, and no others', async () => {
  await database.db.$executeRawUnsafe(
    `insert into data."Deployment" (id, data_source_id, external_id, repository_id, environment, status, result, sha, finished_at)
     values ('D15','s','15','r','production','DONE','SUCCESS','c2','2026-03-03T12:30Z')`,
  )
  await linkRecords({ db: database.db })
  expect(
    await ask(
      `select deployment_id as id, count(lead_seconds)::int as n, ${hours('percentile_cont(0.5) within group (order by lead_seconds)')} as p50
       from insight.lead_time where unknown is null group by 1 order by 1`,
    ),
  ).toEqual([
    { id: 'D15', n: 2, p50: 22.5 },
    { id: 'D2', n: 2, p50: 14.5 },
    { id: 'D3', n: 1, p50: 3 },
    { id: 'D5', n: 1, p50: 1 },
  ])
})

it('a walk that ended at a commit that was not imported goes on once it is', async () => {
  const givenTo = () =>
    ask(`select sha, deployment_id as id, is_missing from data."CommitDeployment" where sha in ('c2', 'c3') order by 1`)
  await database.db.$executeRawUnsafe(`update data."Commit" set sha = 'other' where sha = 'c3'`)
  await database.db.$executeRawUnsafe('delete from data."CommitDeployment"')
  await linkRecords({ db: database.db })
  expect(await givenTo()).toEqual([{ sha: 'c3', id: 'D2', is_missing: true }])
  await database.db.$executeRawUnsafe(`update data."Commit" set sha = 'c3' where sha = 'other'`)
  await linkRecords({ db: database.db })
  expect(await givenTo()).toEqual([
    { sha: 'c2', id: 'D2', is_missing: null },
    { sha: 'c3', id: 'D2', is_missing: null },
  ])
})

it('an earlier deployment without a commit leaves the first one the first', async () => {
  await database.db.$executeRawUnsafe(
    `insert into data."Deployment" (id, data_source_id, external_id, repository_id, environment, status, result, finished_at)
     values ('D0','s','0','r','production','DONE','SUCCESS','2026-03-01T12:00Z')`,
  )
  await linkRecords({ db: database.db })
  expect(await kinds()).toMatchObject({ D0: 'UNKNOWN', D1: 'FIRST', D2: 'CHANGE' })
})

it('CHAOSS names two people whose absence half of its example depends on', async () => {
  await database.db.$executeRawUnsafe(
    `insert into data."Repository" (id, data_source_id, external_id, provider, name, full_name) values ('q','s','2','GITHUB','q','acme/q')`,
  )
  await database.db.$executeRawUnsafe(
    `insert into data."Commit" (id, data_source_id, external_id, repository_id, sha, message, author_email, parent_shas)
     select w||'-'||k, 's', w||'-'||k, 'q', w||'-'||k, '', 'w'||w, '{}'
     from unnest(array[1000,202,90,33,332,343,42,433]) with ordinality t(n,w), generate_series(1,n) k`,
  )
  await linkRecords({ db: database.db })
  expect(
    await ask(
      `select factor, people, commits from insight.contributor_absence_factor where repository_id = 'q' and "window" = 'all'`,
    ),
  ).toEqual([{ factor: 2, people: 8, commits: 2475 }])
})

describe('time', () => {
  it('counts the hours of working days: 18 from Friday 16:00 to Monday 10:00, not 66', async () => {
    const [row] = await ask<{ h: number }>(
      `select ${hours(`insight.weekday_seconds('2026-03-06T16:00Z', '2026-03-09T10:00Z')`)} as h`,
    )
    expect(row?.h).toBe(18)
  })

  it('gives an instant to the day of the configured zone', async () => {
    const [day] = await database.db.$transaction(async (db) => {
      await db.$queryRawUnsafe(`select set_config('data_import.time_zone', 'America/Los_Angeles', true)`)
      return db.$queryRawUnsafe<{ day: string }[]>(
        `select to_char(insight.day_of('2026-03-05T03:00Z'), 'FMDay') as day`,
      )
    })
    expect(day?.day).toBe('Wednesday')
  })
})
