import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import type { PartitionContext, WalkEnd } from '../contract/partition.js'
import type { DataSourceScript } from '../contract/script.js'
import { lookAgain } from './look-again.js'

const database = useTestDatabase()
let dataSourceId = ''
/** What was walked, as `resource/key`. */
let walked: string[] = []
let calls: string[] = []
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  dataSourceId = (await addAcmeSource(database, 'one', { syncIntervalMinutes: 600 })).id
  walked = []
  calls = []
})

type Walk = (partition: PartitionContext) => Promise<WalkEnd>

/** A probe says of all its partitions that nothing has changed. */
function probed(resource: string, dependsOn: string[] = [], walk: Walk = async () => ({})): DataSourceScript {
  return acmeScript(resource, dependsOn, async (context: ExecutionContext) => {
    calls.push(resource)
    await context.partitions(
      ['a', 'b', 'c'].map((key) => ({ key })),
      async (partition) => {
        walked.push(`${resource}/${partition.key}`)
        return walk(partition)
      },
      { isUnchanged: () => true, concurrency: 1 },
    )
  })
}

async function pass(scripts: DataSourceScript[], { minimumLookMs = 0, force = false } = {}) {
  walked = []
  calls = []
  return wireAcme(database, scripts, { minimumLookMs }).run({ force })
}

const partition = (key: string, scriptName = 'commit') =>
  database.db.importPartition.findUniqueOrThrow({
    where: { dataSourceId_scriptName_key: { dataSourceId, scriptName, key } },
  })

it('what stands between two rung resources takes nothing for gone either', async () => {
  /** As providers walk what lies within: only where the level above has been read up to now. */
  const within = (resource: string, dependsOn: string[], above: string): DataSourceScript =>
    acmeScript(resource, dependsOn, async (context: ExecutionContext) => {
      const read = await context.partitionsOf(above)
      const current = read.filter(({ watermark }) => watermark?.getTime() === context.endDate.getTime())
      await context.partitions(
        current.map(({ key }) => ({ key })),
        async ({ key }) => {
          walked.push(`${resource}/${key}`)
          return {}
        },
      )
    })
  const scripts = [probed('run'), within('job', ['run'], 'run'), within('summary', ['job'], 'job')]
  await pass(scripts)
  await lookAgain(database.db, { dataSourceId, resource: 'run', key: 'a' })
  await lookAgain(database.db, { dataSourceId, resource: 'summary', key: 'b' })
  await pass(scripts)
  expect(walked).toContain('run/a')
  expect(await database.db.importPartition.count({ where: { unlistedSince: { not: null } } })).toBe(0)
  const runs = await database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'desc' }, take: 3 })
  expect(runs.map(({ lastFetchedDataAt }) => lastFetchedDataAt)).toEqual([null, null, null])
})

it('a look at a whole data source is over when it was looked at, whatever came of that', async () => {
  const broken = acmeScript('commit', [], (context: ExecutionContext) =>
    context.partitions([{ key: 'a' }], async (partition) => partition.unavailable('blocked')),
  )
  const orchestrator = wireAcme(database, [broken], { minimumLookMs: 0 })
  await lookAgain(database.db, { dataSourceId })
  expect((await orchestrator.run({ onlyRung: true })).runs).toHaveLength(1)
  expect((await orchestrator.run({ onlyRung: true })).runs).toHaveLength(0)
  expect((await database.db.dataSource.findFirstOrThrow()).lastSyncAt).toBeNull()
})

it('what is not listed any more is looked for in the whole data source', async () => {
  await pass([probed('commit')])
  await database.db.importPartition.updateMany({ where: { key: 'a' }, data: { unlistedSince: new Date() } })
  expect(await lookAgain(database.db, { dataSourceId, resource: 'commit', key: 'a' })).toBe(true)
  expect((await partition('a')).requestedAt).toBeNull()
  expect((await database.db.dataSource.findFirstOrThrow()).requestedAt).not.toBeNull()
})

it('a look at some partitions covers no window, so refused records of the others stay known', async () => {
  await pass([probed('commit')])
  await lookAgain(database.db, { dataSourceId, resource: 'commit', key: 'a' })
  await pass([probed('commit')])
  const [run] = await database.db.dataSourceRun.findMany({ orderBy: { startedAt: 'desc' }, take: 1 })
  expect(run?.windowEnd).toEqual(run?.windowStart)
})
