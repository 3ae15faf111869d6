import { repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { rowsOf } from '../contract/tables/table-definition.js'
import { readRings } from './read-rings.js'
import { recordRings } from './record-rings.js'

const database = useTestDatabase()
let dataSourceId = ''
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  dataSourceId = (await addAcmeSource(database, 'one', { syncIntervalMinutes: 600 })).id
})

let version = 0

/** Each walk of the named partitions finds something new. */
async function pass(changed: readonly string[] = [], force = true) {
  const walked: string[] = []
  const script = acmeScript('commit', [], (context: ExecutionContext) =>
    context.partitions(
      ['a', 'b'].map((key) => ({ key })),
      async ({ key }) => {
        walked.push(key)
        if (!changed.includes(key)) return {}
        const row = { externalId: key, provider: 'ACME', name: `${key} ${++version}`, fullName: key }
        return { rows: [rowsOf(repositoryTable, [row])] }
      },
    ),
  )
  const result = await wireAcme(database, [script], { minimumLookMs: 0 }).run({ force })
  return { walked: walked.sort(), notDue: result.notDue.length }
}

const ring = (...keys: string[]) =>
  recordRings(database.db, { dataSourceId, rings: keys.map((key) => ({ resource: 'commit', key })) })
const source = () => database.db.dataSource.findUniqueOrThrow({ where: { id: dataSourceId } })

it('rings only for partitions that exist, and for none of another data source', async () => {
  await pass()
  const other = await addAcmeSource(database, 'two', { isEnabled: false })
  expect(await ring('a', 'a', 'unknown')).toBe(1)
  expect(await recordRings(database.db, { dataSourceId: other.id, rings: [{ resource: 'commit', key: 'b' }] })).toBe(0)
  const rung = await database.db.importPartition.findMany({ orderBy: { key: 'asc' } })
  expect(rung.map(({ requestedAt }) => requestedAt !== null)).toEqual([true, false])
  expect(await pass([], false)).toEqual({ walked: ['a'], notDue: 0 })
  expect(await database.db.importPartition.count()).toBe(2)
})

it('a ring for something unknown brings a look at the whole data source, but not one after the other', async () => {
  await pass()
  await ring('new')
  expect((await pass([], false)).notDue).toBe(1)
  const { requestedAt, lookedAt } = await source()
  expect((requestedAt?.getTime() ?? 0) - (lookedAt?.getTime() ?? 0)).toBe(15 * 60_000)
  await ring('newer')
  expect((await source()).requestedAt).toEqual(requestedAt)
  const earlier = new Date(Date.now() - 16 * 60_000)
  await database.db.dataSource.updateMany({ data: { lastSyncAt: earlier, lookedAt: earlier, requestedAt: null } })
  await ring('new')
  expect((await pass([], false)).walked).toEqual(['a', 'b'])
})

it('tells of how many changes webhooks have told', async () => {
  await pass(['a', 'b'])
  expect(await readRings(database.db)).toEqual([])
  await pass(['a', 'b'])
  await ring('a')
  expect(await readRings(database.db)).toMatchObject([{ dataSource: 'one', told: 0, missed: 0, share: null }])
  await pass(['a'])
  await pass(['b'])
  await ring('a', 'b')
  await pass(['a', 'b'])
  await pass()
  const [report] = await readRings(database.db)
  expect(report).toMatchObject({ told: 3, missed: 1, share: 0.75, missedSinceRing: 0, isSilent: false })
  expect(report?.rungAt).toEqual((await source()).rungAt)
})

it('webhooks that have rung before and tell of no change any more are silent', async () => {
  await pass(['a', 'b'])
  await ring('a', 'b')
  for (let walk = 0; walk < 3; walk++) await pass(['a', 'b'])
  const [report] = await readRings(database.db, { silentAfter: 4 })
  expect(report).toMatchObject({ told: 2, missed: 4, missedSinceRing: 4, isSilent: true })
  await recordRings(database.db, { dataSourceId, rings: [] })
  expect(await readRings(database.db, { silentAfter: 4 })).toMatchObject([{ missedSinceRing: 0, isSilent: false }])
})

it('counts each week anew', async () => {
  await pass(['a', 'b'])
  await ring('a')
  await pass(['a'])
  await database.db.dataSource.updateMany({ data: { ringWeek: new Date('2026-01-05'), changesMissed: 7 } })
  expect(await readRings(database.db)).toMatchObject([{ told: 0, missed: 0, share: null }])
  await pass(['b'])
  expect(await readRings(database.db)).toMatchObject([{ told: 0, missed: 1, share: 0 }])
})

it('a request that a wrong clock left in the future, and a partition that is not listed any more, keep no ring from being heard', async () => {
  await pass()
  await database.db.dataSource.updateMany({ data: { requestedAt: new Date('2999-01-01') } })
  await ring('new')
  expect((await source()).requestedAt?.getTime()).toBeLessThan(Date.now() + 16 * 60_000)
  await database.db.dataSource.updateMany({ data: { requestedAt: null } })
  await database.db.importPartition.updateMany({ where: { key: 'a' }, data: { unlistedSince: new Date() } })
  expect(await ring('a')).toBe(0)
  expect((await source()).requestedAt).not.toBeNull()
})
