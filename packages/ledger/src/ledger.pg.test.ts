import type { DataSourceScript, ExecutionContext } from '@data-import/core/provider'
import { acmeScript, addAcmeSource, createTestDatabase, wireAcme } from '@data-import/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { prometheusText } from './prometheus-text.js'
import { readHealth } from './read-health.js'
import { readMetrics } from './read-metrics.js'

const hourMs = 60 * 60 * 1000

async function setUp() {
  const database = await createTestDatabase()
  onTestFinished(() => database.close())
  const { db } = database
  return {
    ...{ database, db },
    add: (name: string, more: object = {}) => addAcmeSource(database, name, more),
    pass: (scripts: DataSourceScript[]) => wireAcme(database, scripts).run({ force: true }),
    /** Everything happened that much earlier. */
    async age(hours: number) {
      const by = `interval '${hours} hours'`
      await db.$executeRawUnsafe(
        `update data."DataSourceRun" set started_at = started_at - ${by}, completed_at = completed_at - ${by}, last_fetched_data_at = last_fetched_data_at - ${by}`,
      )
      await db.$executeRawUnsafe(
        `update data."ImportPartition" set watermark = watermark - ${by}, updated_at = updated_at - ${by}`,
      )
      await db.$executeRawUnsafe(`update data."ImportLease" set acquired_at = acquired_at - ${by}`)
      await db.$executeRawUnsafe(`update data."DataSource" set created_at = created_at - ${by}`)
    },
    health: (maxAgeMs = hourMs) => readHealth(db, { maxAgeMs }),
    async samples(name: string) {
      const found = (await readMetrics(db)).find((metric) => metric.name === `data_import_${name}`)
      return (found?.samples ?? []).map(({ labels: { source, resource, status }, value }) => ({
        of: [source, resource, ...(status ? [status] : [])].join(' '),
        value,
      }))
    },
  }
}

/** Partitions that end as their names say. */
const walks = (names: readonly string[]) => (context: ExecutionContext) =>
  context.partitions(
    names.map((key) => ({ key })),
    async (walk) => {
      if (walk.key.startsWith('broken')) throw new Error('The vendor answered 500 about acme/secret-plans.')
      if (walk.key.startsWith('hidden')) walk.unavailable('no access')
      if (walk.key.startsWith('empty')) walk.skip('nothing there')
    },
  )
const fail = async () => {
  throw new Error('The token of acme/secret-plans is no longer valid.')
}

test('an import that is complete is ok, and one without data sources has nothing to be wrong', async () => {
  const { add, pass, health, samples } = await setUp()
  expect(await health()).toEqual({ status: 'ok', reasons: [] })
  await add('web')
  await pass([acmeScript('commit', [], walks(['a', 'empty'])), acmeScript('issue')])
  expect(await health()).toEqual({ status: 'ok', reasons: [] })
  expect(await samples('complete')).toEqual([
    { of: 'web commit', value: 1 },
    { of: 'web issue', value: 1 },
  ])
  for (const { value } of await samples('freshness_seconds')) expect(value).toBeLessThan(600)
  expect((await samples('freshness_seconds')).map(({ of }) => of)).toEqual(['web commit', 'web issue'])
})

test('a partial pass is degraded, says what to do, and names no partition', async () => {
  const { add, pass, health, samples } = await setUp()
  await add('web')
  await pass([acmeScript('commit', [], walks(['a', 'broken', 'hidden-1', 'hidden-2']))])
  const { status, reasons } = await health()
  expect(status).toBe('degraded')
  expect(reasons.map(({ message }) => message)).toEqual([
    'web commit: 1 partition failed. The next pass tries again; data-import status says why.',
    "web commit: 2 partitions can't be read: no access, blocked or gone. Give the credentials access, or leave them out.",
  ])
  expect(await samples('partitions')).toEqual([
    { of: 'web commit complete', value: 1 },
    { of: 'web commit incomplete', value: 0 },
    { of: 'web commit failed', value: 1 },
    { of: 'web commit skipped', value: 0 },
    { of: 'web commit unavailable', value: 2 },
    { of: 'web commit unlisted', value: 0 },
  ])
  expect(await samples('complete')).toEqual([{ of: 'web commit', value: 0 }])
  // A part of it never was complete: up to when all of it is, isn't known.
  expect(await samples('freshness_seconds')).toEqual([])
  expect(await samples('failing_seconds')).toEqual([{ of: 'web commit', value: 0 }])
})

test('a source is failing once nothing of it came for that long, and ok again after the first success', async () => {
  const { add, age, pass, health, samples } = await setUp()
  await add('web')
  await add('other', { provider: 'OTHER' })
  const other = { ...acmeScript('item'), dataSourceName: 'OTHER' }
  await pass([acmeScript('commit'), other])
  await age(3)
  await pass([acmeScript('commit', [], fail), other])
  expect(await health()).toMatchObject({
    status: 'degraded',
    reasons: [{ source: 'web', resource: 'commit', detail: expect.stringContaining('no longer valid') }],
  })
  await age(2)
  await pass([acmeScript('commit', [], fail), other])
  const failing = await health()
  expect(failing.status).toBe('failing')
  expect(failing.reasons[0]).toMatchObject({ status: 'failing', source: 'web' })
  expect(failing.reasons[0]?.message).toContain('web has failed for 2 hours')
  for (const { message } of failing.reasons) expect(message).not.toContain('secret-plans')
  const [first, second] = await samples('failing_seconds')
  expect(first).toEqual({ of: 'other item', value: 0 })
  expect(second?.value).toBeGreaterThanOrEqual(2 * 3600)
  expect(second?.value).toBeLessThan(3 * 3600)
  await pass([acmeScript('commit'), other])
  expect(await health()).toEqual({ status: 'ok', reasons: [] })
})

test('one broken script does not make its source fail while others import', async () => {
  const { add, age, pass, health } = await setUp()
  await add('web')
  await pass([acmeScript('commit', [], fail), acmeScript('issue')])
  await age(2)
  await pass([acmeScript('commit', [], fail), acmeScript('issue')])
  expect((await health()).status).toBe('degraded')
})

test('an import in which nothing moves is failing; a long walk moves it', async () => {
  const { add, age, pass, health, db } = await setUp()
  await add('web')
  await age(2)
  expect(await health()).toMatchObject({
    status: 'failing',
    reasons: [{ message: expect.stringContaining('No pass') }, {}],
  })
  await pass([acmeScript('commit', [], walks(['a']))])
  await age(2)
  expect(await health()).toMatchObject({
    status: 'failing',
    reasons: [{ message: expect.stringContaining('2 hours') }, {}],
  })
  await db.$executeRawUnsafe('update data."ImportPartition" set updated_at = now()')
  expect((await health()).status).toBe('degraded')
})

test('paused sources and resources that were left out are no failures and have no figures', async () => {
  const { add, age, pass, health, samples, db } = await setUp()
  const { id } = await add('web')
  await add('paused', { provider: 'OTHER' })
  const scripts = [acmeScript('repository', [], walks(['broken'])), acmeScript('commit'), acmeScript('issue', [], fail)]
  await pass([...scripts, { ...acmeScript('item', [], fail), dataSourceName: 'OTHER' }])
  await db.dataSource.updateMany({ where: { name: 'paused' }, data: { isEnabled: false } })
  await db.dataSourceConfig.create({
    data: { dataSourceId: id, key: 'EXCLUDED_RESOURCES', value: 'issue\nrepository' },
  })
  await age(2)
  await pass(scripts)
  expect(await health()).toEqual({ status: 'ok', reasons: [] })
  for (const { name } of await readMetrics(db)) {
    for (const { of } of await samples(name.replace('data_import_', ''))) expect(of).toMatch(/^web commit/)
  }
})

test('a resource that is left out but needed is imported, so its failure counts', async () => {
  const { add, pass, health, db } = await setUp()
  const { id } = await add('web')
  await db.dataSourceConfig.create({ data: { dataSourceId: id, key: 'RESOURCES', value: 'commit' } })
  await pass([acmeScript('repository', [], fail), acmeScript('commit', ['repository']), acmeScript('issue', [], fail)])
  expect((await health()).reasons.map(({ resource }) => resource)).toEqual(['commit', 'repository'])
})

test('refused records count until a complete run covers their window', async () => {
  const { add, pass, health, samples, db } = await setUp()
  const { id } = await add('web')
  await pass([acmeScript('commit')])
  const [run] = await db.dataSourceRun.findMany()
  await db.dataSourceRun.update({ where: { id: run?.id ?? '' }, data: { recordsFailed: 2, status: 'PARTIAL' } })
  expect(await samples('refused_rows')).toEqual([{ of: 'web commit', value: 2 }])
  expect((await health()).reasons.map(({ message }) => message)).toContain(
    'web commit: the database refused 2 records, which are missing. data-import logs says why; a backfill reads them again.',
  )
  await db.dataSourceRun.create({
    data: {
      ...{
        dataSourceId: id,
        scriptName: 'commit',
        status: 'COMPLETED',
        startedAt: new Date(),
        completedAt: new Date(),
      },
      ...{ windowStart: new Date(0), windowEnd: new Date() },
    },
  })
  expect(await samples('refused_rows')).toEqual([{ of: 'web commit', value: 0 }])
})

test('sources of one name in two organisations are two series', async () => {
  const { add, pass, db } = await setUp()
  await add('web')
  await add('web', { organizationId: 'other' })
  await pass([acmeScript('commit', [], walks(['a']))])
  const lines = prometheusText(await readMetrics(db))
    .split('\n')
    .filter((line) => line.startsWith('data_import_'))
  const series = lines.map((line) => line.slice(0, line.lastIndexOf(' ')))
  expect(series.length).toBeGreaterThan(19)
  expect(new Set(series).size).toBe(series.length)
})
