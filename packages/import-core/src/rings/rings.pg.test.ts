import { acmeScript, addAcmeSource, wireAcme } from '@data-import/test-kit'
import { expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { lookAgain } from './look-again.js'
import { useRungPasses } from './rung-passes.fixture.js'

const { database, partition, pass, probed, seen } = useRungPasses()

it('what somebody rang for is looked at in the next pass before the others, whatever the probe says, and once', async () => {
  await pass([probed('commit')])
  for (let ring = 0; ring < 20; ring++)
    await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'b' })
  await database.db.importPartition.updateMany({ where: { key: 'a' }, data: { status: 'FAILED' } })
  await pass([probed('commit')], { force: true })
  expect(seen.walked).toEqual(['commit/b', 'commit/a'])
  await pass([probed('commit')], { force: true })
  expect(seen.walked).toEqual([])
})

it('a data source that is not due is looked at where somebody rang, with what that depends on, and nowhere else', async () => {
  const scripts = [probed('repository'), probed('commit', ['repository']), probed('issue', ['repository'])]
  await pass(scripts)
  const before = { b: await partition('b'), source: await database.db.dataSource.findFirstOrThrow() }
  expect((await pass(scripts)).notDue).toHaveLength(1)
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })
  const result = await pass(scripts)
  expect([seen.calls, seen.walked]).toEqual([['repository', 'commit'], ['commit/a']])
  expect(result).toMatchObject({ status: 'completed', notDue: [] })
  expect(result.runs.map(({ partitions }) => partitions?.complete)).toEqual([3, 1])
  expect((await partition('a')).watermark?.getTime()).toBeGreaterThan(before.b.watermark?.getTime() ?? Number.NaN)
  expect(await partition('b')).toEqual(before.b)
  const runs = await database.db.dataSourceRun.findMany({
    where: { scriptName: 'commit' },
    orderBy: { startedAt: 'asc' },
  })
  expect(runs.map(({ lastFetchedDataAt }) => lastFetchedDataAt !== null)).toEqual([true, false])
  expect((await database.db.dataSource.findFirstOrThrow()).lastSyncAt).toEqual(before.source.lastSyncAt)
  expect((await pass(scripts)).notDue).toHaveLength(1)
})

it('a ring during a walk brings a second one', async () => {
  await pass([probed('commit')])
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })
  const ringing = probed('commit', [], async () => {
    await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })
    return {}
  })
  await pass([ringing])
  expect(seen.walked).toEqual(['commit/a'])
  await pass([probed('commit')])
  expect(seen.walked).toEqual(['commit/a'])
  await pass([probed('commit')])
  expect(seen.walked).toEqual([])
})

it('a ring before an interrupted walk continues is heeded after that walk', async () => {
  await pass([probed('commit')])
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })
  const cut = probed('commit', [], async ({ checkpoint }) => {
    await checkpoint({ rows: [], cursor: 1 })
    throw new Error('the vendor hung up')
  })
  await pass([cut])
  const begun = (await partition('a')).walkStartedAt
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })
  const cursors: unknown[] = []
  const starts: unknown[] = []
  const resumed = probed('commit', [], async ({ cursor }) => {
    cursors.push(cursor)
    starts.push((await partition('a')).walkStartedAt)
    return {}
  })
  await pass([resumed])
  expect(cursors).toEqual([1, null])
  expect(starts).toEqual([begun, begun])
  expect((await partition('a')).walkStartedAt?.getTime()).toBeGreaterThan(begun?.getTime() ?? Number.NaN)
})

it('a look that fails stays rung', async () => {
  await pass([probed('commit')])
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })
  const failing = probed('commit', [], () => Promise.reject(new Error('the vendor hung up')))
  expect((await pass([failing])).status).toBe('partial')
  await pass([probed('commit')])
  expect(seen.walked).toEqual(['commit/a'])
  expect((await pass([probed('commit')])).notDue).toHaveLength(1)
})

it('a ring that comes too soon after the last look waits', async () => {
  await pass([probed('commit')])
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })
  const soon = { minimumLookMs: 600_000 }
  expect((await pass([probed('commit')], soon)).notDue).toHaveLength(1)
  await pass([probed('commit')], { ...soon, force: true })
  expect(seen.walked).toEqual([])
  const earlier = new Date(Date.now() - 660_000)
  await database.db.importPartition.updateMany({ where: { key: 'a' }, data: { walkStartedAt: earlier } })
  await pass([probed('commit')], soon)
  expect(seen.walked).toEqual(['commit/a'])
})

it('a whole data source can be looked at again, also one whose scripts have no partitions', async () => {
  const scripts = [probed('commit'), acmeScript('note', [], async () => void seen.calls.push('note'))]
  await pass(scripts)
  expect(await lookAgain(database.db, { dataSourceId: seen.dataSourceId })).toBe(true)
  expect((await pass(scripts, { minimumLookMs: 600_000 })).notDue).toHaveLength(1)
  await pass(scripts)
  expect([seen.calls.sort(), seen.walked]).toEqual([
    ['commit', 'note'],
    ['commit/a', 'commit/b', 'commit/c'],
  ])
  expect((await pass(scripts)).notDue).toHaveLength(1)
  expect(await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'note' })).toBe(true)
  await pass(scripts)
  expect([seen.calls.sort(), seen.walked]).toEqual([['commit', 'note'], []])
})

it('what does not exist can not be looked at', async () => {
  await pass([probed('commit')])
  expect(await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'unknown' })).toBe(
    false,
  )
  expect(await lookAgain(database.db, { dataSourceId: 'unknown' })).toBe(false)
  await expect(lookAgain(database.db, { dataSourceId: seen.dataSourceId, key: 'a' })).rejects.toThrow(
    'a key needs the resource',
  )
  expect((await pass([probed('commit')])).notDue).toHaveLength(1)
})

it('an instant that a wrong clock has left does not make a partition rung for ever', async () => {
  await pass([probed('commit')])
  await database.db.importPartition.updateMany({ where: { key: 'a' }, data: { requestedAt: new Date('2999-01-01') } })
  await pass([probed('commit')])
  expect(seen.walked).toEqual(['commit/a'])
  await pass([probed('commit')])
  await pass([probed('commit')])
  expect(seen.walked).toEqual([])
})

it('a look only where somebody rang takes nothing for gone that it did not name', async () => {
  await pass([probed('commit')])
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })
  const short = acmeScript('commit', [], (context: ExecutionContext) =>
    context.partitions([{ key: 'a' }], async () => ({})),
  )
  await pass([short])
  expect(await database.db.importPartition.count({ where: { NOT: { unlistedSince: null } } })).toBe(0)
})

it('what comes before a rung partition is looked at in the same partition first', async () => {
  const unprobed = (resource: string, dependsOn: string[] = []) =>
    acmeScript(resource, dependsOn, (context: ExecutionContext) =>
      context.partitions(
        ['a', 'b', 'c'].map((key) => ({ key })),
        async ({ key }) => {
          seen.walked.push(`${resource}/${key}`)
          return {}
        },
      ),
    )
  const scripts = [unprobed('run'), unprobed('job', ['run'])]
  await pass(scripts)
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'run', key: 'a' })
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'job', key: 'b' })
  await pass(scripts)
  expect(seen.walked.sort()).toEqual(['job/b', 'run/a', 'run/b'])
})

it('a pass only over what was rung for leaves data sources alone that are due', async () => {
  const due = await addAcmeSource(database, 'two')
  const run = () => {
    seen.walked = []
    return wireAcme(database, [probed('commit')], { minimumLookMs: 0 }).run({ onlyRung: true })
  }
  expect(await run()).toMatchObject({ status: 'completed', runs: [], notDue: [] })
  await pass([probed('commit')])
  await lookAgain(database.db, { dataSourceId: seen.dataSourceId, resource: 'commit', key: 'a' })
  expect((await run()).runs.map(({ dataSource }) => dataSource)).toEqual(['one'])
  expect(seen.walked).toEqual(['commit/a'])
  await lookAgain(database.db, { dataSourceId: due.id })
  expect((await run()).runs.map(({ dataSource }) => dataSource)).toEqual(['two'])
  expect(seen.walked).toEqual(['commit/a', 'commit/b', 'commit/c'])
  expect((await run()).runs).toEqual([])
})
