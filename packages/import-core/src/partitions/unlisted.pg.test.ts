import { useTestDatabase } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { passOver, type TestWalk } from './pass-over.fixture.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await database.db.dataSource.create({ data: { organizationId: 'acme', name: 'one', provider: 'ACME' } })
})

const walk: TestWalk = async ({ key, unavailable }) => {
  if (key === 'deleted') unavailable('gone')
  return undefined
}
const pass = (keys: string[]) => passOver(database, keys, walk)
const unlisted = async () => {
  const rows = await database.db.importPartition.findMany({ where: { unlistedSince: { not: null } } })
  return rows.map(({ key, status }) => `${key} ${status}`)
}

it('a partition that is not available and has gone from the list is told of once, and marked until it is back', async () => {
  expect((await pass(['a', 'deleted'])).status).toBe('partial')
  expect(await unlisted()).toEqual([])
  expect((await pass(['a'])).status).toBe('completed')
  expect(await unlisted()).toEqual(['deleted UNAVAILABLE'])
  await pass(['a'])
  const warnings = await database.db.importLog.findMany({ where: { message: { startsWith: 'Not listed any more' } } })
  expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('acme/deleted (UNAVAILABLE)')])
  await pass(['a', 'deleted'])
  expect(await unlisted()).toEqual([])
})

it('a list that was not read to its end says nothing of what it lacks', async () => {
  await pass(['a', 'b'])
  const drain = new AbortController()
  const stopping: TestWalk = async () => {
    drain.abort()
    return undefined
  }
  await passOver(database, ['a', 'c', 'd', 'e', 'f', 'g', 'h'], stopping, { run: { drainSignal: drain.signal } })
  const failing: TestWalk = async () => undefined
  await passOver(database, ['a'], failing, {
    run: { window: { startDate: new Date('2026-01-01T00:00:00Z'), endDate: new Date('2026-02-01T00:00:00Z') } },
  })
  expect(await unlisted()).toEqual([])
})
