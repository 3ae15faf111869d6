import { acmeScript, addAcmeSource, statusesOf, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { DataSourceScript } from '../contract/script.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
})
const addSource = (name: string, more: object = {}) => addAcmeSource(database, name, more)
const wire = (scripts: DataSourceScript[], more: Parameters<typeof wireAcme>[2] = {}) =>
  wireAcme(database, scripts, more)

it('cancels: running scripts see their signal, waiting ones do not start, all are recorded', async () => {
  await addSource('one')
  const stop = new AbortController()
  const orchestrator = wire([
    acmeScript('repository', [], async ({ signal }) => {
      stop.abort()
      signal.throwIfAborted()
    }),
    acmeScript('commit', ['repository']),
  ])
  const result = await orchestrator.run({ signal: stop.signal })
  expect(result).toMatchObject({ status: 'cancelled', reason: 'the pass was cancelled' })
  expect(statusesOf(result)).toEqual({ 'one/repository': 'CANCELLED', 'one/commit': 'CANCELLED' })
  expect(await database.db.dataSourceRun.count({ where: { status: 'CANCELLED' } })).toBe(2)
})

it('continues without a script that ignores the abort, and refuses what it saves later', async () => {
  await addSource('one')
  const stop = new AbortController()
  let late: Promise<unknown> = Promise.resolve()
  let wake = () => {}
  const woken = new Promise<void>((resolve) => {
    wake = resolve
  })
  const orchestrator = wire([
    acmeScript('repository', [], (context) => {
      stop.abort()
      late = woken.then(() => context.save({ name: 'Repository', model: 'repository', columns: {} }, []))
      late.catch(() => undefined)
      return new Promise(() => {})
    }),
  ])
  expect((await orchestrator.run({ signal: stop.signal })).status).toBe('cancelled')
  wake()
  await expect(late).rejects.toThrow()
})

it('a script that really fails while the pass is asked to end is FAILED, not cancelled', async () => {
  await addSource('one')
  const drain = new AbortController()
  const orchestrator = wire([
    acmeScript('repository', [], async () => {
      drain.abort()
      throw new Error('the vendor is down')
    }),
    acmeScript('commit', ['repository']),
  ])
  const result = await orchestrator.run({ drainSignal: drain.signal })
  expect(statusesOf(result)).toEqual({ 'one/repository': 'FAILED', 'one/commit': 'CANCELLED' })
})
