import { makeTinyWorld, useTestDatabase } from '@data-import/test-kit'
import { beforeAll, beforeEach, expect, it } from 'vitest'
import { installViews, linkRecords } from '../index.js'

const database = useTestDatabase()
const run = (sql: string) => database.db.$executeRawUnsafe(sql)
const ask = <Row>(sql: string) => database.db.$queryRawUnsafe<Row[]>(sql)

beforeAll(async () => {
  await installViews(database.db)
})
beforeEach(async () => {
  await makeTinyWorld(database.db)
  await run('delete from data."Deployment"')
})

/** Deploys commits to a service in this order, one an hour; null has no commit. */
async function deploy(services: Readonly<Record<string, readonly (string | null)[]>>): Promise<void> {
  for (const [service, shas] of Object.entries(services)) {
    await run(`insert into data."ServiceRule" (organization_id, repository_id, environment, service, is_production)
      values ('acme','r','${service}','${service}',true)`)
    const rows = shas.map((sha, index) => {
      const id = `'${service} ${index + 1}'`
      return `(${id},'s',${id},'r','${service}','DONE','SUCCESS',${sha === null ? 'null' : `'${sha}'`},'2026-06-01T0${index}:00Z')`
    })
    await run(`insert into data."Deployment" (id, data_source_id, external_id, repository_id, environment, status, result, sha, finished_at)
      values ${rows.join(', ')}`)
  }
  await linkRecords({ db: database.db })
}

const kinds = async () =>
  (await ask<{ kind: string }>('select kind from data."DeploymentLink" order by finished_at, deployment_id')).map(
    ({ kind }) => kind,
  )

it('a change that is deployed again after its rollback is a redeployment, and the rollback is no failure', async () => {
  await deploy({ web: ['c1', 'c2', 'c1', 'c2'] })
  expect(await kinds()).toEqual(['FIRST', 'CHANGE', 'ROLLBACK', 'REDEPLOY'])
  expect(await ask('select failed_id, fixed_by_id, recovery_seconds from insight.change_failure')).toEqual([
    { failed_id: 'web 2', fixed_by_id: 'web 3', recovery_seconds: 3_600 },
  ])
  expect(await ask('select failures, n, rate, rework_rate from insight.change_fail_rate_monthly')).toEqual([
    { failures: 1, n: 2, rate: 0.5, rework_rate: 0.25 },
  ])
})

it('a second round of it is no second failure of the change', async () => {
  await deploy({ web: ['c1', 'c2', 'c1', 'c2', 'c1', 'c2'] })
  expect(await ask('select failures, n, rate, rework_rate from insight.change_fail_rate_monthly')).toEqual([
    { failures: 1, n: 2, rate: 0.5, rework_rate: 2 / 6 },
  ])
})

it('going back to the first of three says that the second failed, and going on to the third is no rollback', async () => {
  await deploy({ web: ['c1', 'c2', 'c3', 'c1', 'c3', 'c2'] })
  expect(await kinds()).toEqual(['FIRST', 'CHANGE', 'CHANGE', 'ROLLBACK', 'REDEPLOY', 'ROLLBACK'])
  expect(await ask('select failed_id, fixed_by_id from insight.change_failure order by 1')).toEqual([
    { failed_id: 'web 2', fixed_by_id: 'web 4' },
    { failed_id: 'web 3', fixed_by_id: 'web 6' },
  ])
})

it('in whatever order commits are deployed, failures are some of the changes', async () => {
  const commits = ['c1', 'c2', 'c3', null]
  const orders = commits.flatMap((a) =>
    commits.flatMap((b) => commits.flatMap((c) => commits.map((d) => [a, b, c, d]))),
  )
  // Each order twice over, so that there is something to go back to and on from.
  await deploy(Object.fromEntries(orders.map((order, index) => [`service-${index}`, [...order, ...order]])))
  expect(
    await ask(
      'select count(*)::int as services, bool_and(failures <= n) as holds from insight.change_fail_rate_monthly',
    ),
  ).toEqual([{ services: orders.length, holds: true }])
  expect(
    await ask(
      `select distinct l.kind from insight.change_failure f join data."DeploymentLink" l on l.deployment_id = f.failed_id order by 1`,
    ),
  ).toEqual([{ kind: 'CHANGE' }, { kind: 'UNKNOWN' }])
}, 60_000)
