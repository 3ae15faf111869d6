import { makeTinyWorld, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { installViews, linkAfterPass, linkRecords } from '../index.js'

const database = useTestDatabase()
const run = (sql: string) => database.db.$executeRawUnsafe(sql)
const ask = <Row>(sql: string) => database.db.$queryRawUnsafe<Row[]>(sql)
const link = () => linkRecords({ db: database.db })

beforeAll(async () => {
  await installViews(database.db)
})
beforeEach(() => makeTinyWorld(database.db))

const figures = async () => ({
  lead: await ask('select deployment_id, sha, lead_seconds from insight.lead_time order by 1, 2'),
  deployments: await ask('select day::text, deployments from insight.deployment_frequency_daily order by day'),
  pulls: await ask('select number, deploy_seconds from insight.pull_request_cycle order by 1'),
  factor: await ask(
    `select factor, people, commits from insight.contributor_absence_factor where "window" = 'all' and factor > 0`,
  ),
})

/** The same code by another data source. */
async function importAgain(id: string, provider: string, hasDeployments: boolean): Promise<void> {
  await run(
    `insert into data."DataSource" (id, organization_id, name, provider) values ('${id}', 'acme', '${id}', '${provider}')`,
  )
  await run(`insert into data."Repository" (id, data_source_id, external_id, provider, name, full_name, remote_key)
    values ('${id}-r', '${id}', '1', '${provider}', 'web', 'acme/web', 'github.com/acme/web')`)
  await run(`insert into data."Commit" (id, data_source_id, external_id, repository_id, sha, message, author_id, authored_at, committed_at, is_merge, parent_shas)
    select '${id}-' || id, '${id}', external_id, '${id}-r', sha, message, author_id, authored_at, committed_at, is_merge, parent_shas
    from data."Commit" where repository_id = 'r'`)
  if (!hasDeployments) return
  await run(`insert into data."Deployment" (id, data_source_id, external_id, repository_id, environment, status, result, sha, finished_at)
    select '${id}-' || id, '${id}', external_id, '${id}-r', environment, status, result, sha, finished_at from data."Deployment" where repository_id = 'r'`)
}

describe('what two data sources import is counted once', () => {
  it.each([
    ['a plain clone beside the forge', 'a-clone', 'GIT', false],
    ['the same forge twice', 'a-twin', 'GITHUB', true],
  ])('%s', async (_, id, provider, hasDeployments) => {
    await link()
    const before = await figures()
    await importAgain(id, provider, hasDeployments)
    await link()
    expect(await figures()).toEqual(before)
    expect(await ask(`select repository_id, counted_id from data."CountedRepository" order by 1`)).toEqual([
      { repository_id: `${id}-r`, counted_id: 'r' },
      { repository_id: 'r', counted_id: 'r' },
    ])
  })

  it('commits of the clone count where the forge is asked for none', async () => {
    await link()
    const before = await figures()
    await importAgain('clone', 'GIT', false)
    await run(`delete from data."Commit" where repository_id = 'r'`)
    await link()
    expect(await figures()).toEqual(before)
  })

  it('a rule for one of them is a rule for the code', async () => {
    await importAgain('clone', 'GIT', false)
    await run(`update data."ServiceRule" set repository_id = 'clone-r', service = 'shop'`)
    await link()
    expect(await ask('select distinct service from data."DeploymentLink"')).toEqual([{ service: 'shop' }])
  })
})

describe('rules of services', () => {
  it('without one, production is called so, and the service as its repository', async () => {
    await run('delete from data."ServiceRule"')
    await link()
    expect(await ask('select distinct service, environment from data."DeploymentLink"')).toEqual([
      { service: 'acme/web', environment: 'production' },
    ])
  })

  it('a rule that says no takes an environment out, and everything comes back without it', async () => {
    await link()
    const before = await figures()
    await run('update data."ServiceRule" set is_production = false')
    await link()
    expect(await ask('select count(*)::int as n from data."CommitDeployment"')).toEqual([{ n: 0 }])
    await run('update data."ServiceRule" set is_production = true')
    await link()
    expect(await figures()).toEqual(before)
  })

  it('an environment that the vendor calls production is', async () => {
    await run(`update data."Deployment" set environment_tier = 'production' where id = 'S1'`)
    await link()
    expect(await ask(`select service from data."DeploymentLink" where deployment_id = 'S1'`)).toEqual([
      { service: 'acme/web' },
    ])
  })
})

describe('deployments', () => {
  it('of the head of a pull request that was squashed bring its merge', async () => {
    await run(`update data."Deployment" set sha = '1b' where id = 'D2'`)
    await link()
    expect(await ask(`select sha, rule, kind from data."DeploymentLink" where deployment_id = 'D2'`)).toEqual([
      { sha: 'c2', rule: 'PULL_REQUEST', kind: 'CHANGE' },
    ])
  })

  it('of a commit that fell out of the history say so, and its changes belong to the next', async () => {
    await link()
    await run(`update data."Commit" set unreachable_at = now() where sha = 'c4'`)
    await link()
    expect(await ask(`select sha, kind, unresolved from data."DeploymentLink" where deployment_id = 'D2'`)).toEqual([
      { sha: null, kind: 'UNKNOWN', unresolved: 'its commit has fallen out of the history' },
    ])
    expect(await ask(`select deployment_id from data."CommitDeployment" where sha = 'c2'`)).toEqual([
      { deployment_id: 'D3' },
    ])
  })

  it('to two places are two lines: the second place to get a commit rolls nothing back', async () => {
    await run(`insert into data."ServiceRule" values ('acme', 'r', 'production-us', 'web', true)`)
    for (const [id, sha, time] of [
      ['U1', 'c1', '03-02T13:00Z'],
      ['U2', 'c4', '03-04T11:30Z'],
    ]) {
      await run(`insert into data."Deployment" (id, data_source_id, external_id, repository_id, environment, status, result, sha, finished_at)
        values ('${id}', 's', '${id}', 'r', 'production-us', 'DONE', 'SUCCESS', '${sha}', '2026-${time}')`)
    }
    await link()
    expect(
      await ask(
        `select deployment_id as id, kind from data."DeploymentLink" where environment = 'production-us' order by 1`,
      ),
    ).toEqual([
      { id: 'U1', kind: 'FIRST' },
      { id: 'U2', kind: 'CHANGE' },
    ])
  })
})

it('the step after a pass does nothing until something has come, or somebody says something', async () => {
  const step = () => database.db.$transaction((db) => linkAfterPass.run({ db, schema: 'data' }))
  const links = () => ask<{ n: number }>('select count(*)::int as n from data."DeploymentLink"')
  await step()
  await run('delete from data."DeploymentLink"')
  await step()
  expect(await links()).toEqual([{ n: 0 }])
  await run(`update data."ServiceRule" set service = 'shop'`)
  await step()
  expect(await links()).toEqual([{ n: 8 }])
  await run('delete from data."DeploymentLink"')
  await run(
    `insert into data."ImportPartition" (data_source_id, script_name, key, status, records_imported) values ('s', 'commit', '1', 'COMPLETE', 3)`,
  )
  await step()
  expect(await links()).toEqual([{ n: 8 }])
})

it('a repository that a pass has only read again is nothing new, and one that was renamed is', async () => {
  const step = () => database.db.$transaction((db) => linkAfterPass.run({ db, schema: 'data' }))
  const links = () => ask<{ n: number }>('select count(*)::int as n from data."DeploymentLink"')
  await run(
    `insert into data."ImportPartition" (data_source_id, script_name, key, status, records_imported) values ('s', 'repository', '1', 'COMPLETE', 1)`,
  )
  await run(
    `insert into data."DataSourceRun" (id, data_source_id, script_name, status, started_at, completed_at, "recordsImported") values ('one', 's', 'repository', 'COMPLETED', now(), now(), 1)`,
  )
  await step()
  await run('delete from data."DeploymentLink"')
  await run(`update data."ImportPartition" set records_imported = 2 where script_name = 'repository'`)
  await run(`update data."DataSourceRun" set completed_at = completed_at + interval '1 minute'`)
  await run('update data."Repository" set last_sync_at = now()')
  await step()
  expect(await links()).toEqual([{ n: 0 }])
  await run(`update data."Repository" set full_name = full_name || ' renamed'`)
  await step()
  expect(await links()).toEqual([{ n: 8 }])
})

it('a database without the tables for links is told, and the step leaves it alone', async () => {
  await expect(linkRecords({ db: database.db, schema: 'public' })).rejects.toThrow('data-import migrate')
  await linkAfterPass.run({ db: database.db, schema: 'public' })
})
