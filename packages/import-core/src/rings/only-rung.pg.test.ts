import { acmeScript, wireAcme } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import type { DataSourceScript } from '../contract/script.js'
import { lookAgain } from './look-again.js'
import { useRungPasses } from './rung-passes.fixture.js'

const { database, partition, pass, probed, seen } = useRungPasses()

it('what stands between two rung resources takes nothing for gone either', async () => {
  /** As providers walk what lies within: only where the level above has been read up to now. */
  const within = (resource: string, dependsOn: string[], above: string): DataSourceScript =>
    acmeScript(resource, dependsOn, async (context: ExecutionContext) => {
      const read = await context.partitionsOf(above)
      const current = read.filter(({ watermark }) => watermark?.getTime() === context.endDate.getTime())
      await context.partitions(
        current.map(({ key }) => ({ key })),
        async ({ key }) => {
          seen.walked.push(`${resource}/${key}`)
          return {}
        },
      )
    })
  const scripts = [probed('run'), within('job', ['run'], 'run'), within('summary', ['job'], 'job')]
  await pass(scripts)
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'run', key: 'a' })
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'summary', key: 'b' })
  await pass(scripts)
  expect(seen.walked).toContain('run/a')
  expect(await database.db.importPartition.count({ where: { unlistedSince: { not: null } } })).toBe(0)
  const runs = await database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'desc' }, take: 3 })
  expect(runs.map(({ lastFetchedDataAt }) => lastFetchedDataAt)).toEqual([null, null, null])
})

it('a look at a whole data source is over when it was looked at, whatever came of that', async () => {
  const broken = acmeScript('commit', [], (context: ExecutionContext) =>
    context.partitions([{ key: 'a' }], async (partition) => partition.unavailable('blocked')),
  )
  const orchestrator = wireAcme(database, [broken], { minimumLookMs: 0 })
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId })
  expect((await orchestrator.run({ onlyRung: true })).runs).toHaveLength(1)
  expect((await orchestrator.run({ onlyRung: true })).runs).toHaveLength(0)
  expect((await database.db.dataSource.findFirstOrThrow()).lastSyncAt).toBeNull()
})

it('what is not listed any more is looked for in the whole data source', async () => {
  await pass([probed('commit')])
  await database.db.importPartition.updateMany({ where: { key: 'a' }, data: { unlistedSince: new Date() } })
  expect(await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })).toBe(true)
  expect((await partition('a')).requestedAt).toBeNull()
  expect((await database.db.dataSource.findFirstOrThrow()).requestedAt).not.toBeNull()
})

it('a look at some partitions covers no window, so refused records of the others stay known', async () => {
  await pass([probed('commit')])
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })
  await pass([probed('commit')])
  const [run] = await database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'desc' }, take: 1 })
  expect(run?.windowEnd).toEqual(run?.windowStart)
})
