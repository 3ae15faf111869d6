import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { acmeScript, addAcmeSource, statusesOf, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import { ScriptTimeoutError } from '../errors/import-error.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})

it('a script that heeds its signal is stopped at a checkpoint and FAILED, the others continue, and the next pass continues there', async () => {
  const pages: unknown[] = []
  let isSlow = true
  const orchestrator = wireAcme(
    database,
    [
      acmeScript('commit', [], (context) =>
        context.partitions([{ key: 'r' }], async ({ cursor, checkpoint }) => {
          for (let page = Number(cursor ?? 0); page < 3; page++) {
            await checkpoint({ rows: [], cursor: page + 1 })
            pages.push(page)
            if (isSlow) await once(context.signal, 'abort')
          }
        }),
      ),
      acmeScript('review', ['commit']),
      acmeScript('release'),
    ],
    { scriptTimeoutMs: 1_000 },
  )
  const result = await orchestrator.run()
  expect(statusesOf(result)).toEqual({
    'one/commit': 'FAILED',
    'one/review': 'SKIPPED',
    'one/release': 'COMPLETED',
  })
  expect(result.status).toBe('partial')
  const [run] = result.runs
  expect(run?.error).toBeInstanceOf(ScriptTimeoutError)
  expect(run?.errorMessage).toBe(
    'commit took longer than its 1000 ms and was stopped. The next pass continues at its last checkpoint.',
  )
  expect(await database.db.dataSourceRun.findFirstOrThrow({ where: { scriptName: 'commit' } })).toMatchObject({
    status: 'FAILED',
    errorMessage: run?.errorMessage,
  })
  isSlow = false
  expect((await orchestrator.run()).status).toBe('completed')
  // The walk that was cut short, then that of what came since.
  expect(pages).toEqual([0, 1, 2, 0, 1, 2])
})

it('one that ignores its signal is FAILED, can write nothing any more, and keeps its lock until it ends', async () => {
  let end = () => {}
  const mayEnd = new Promise<void>((resolve) => {
    end = resolve
  })
  let late: unknown
  const commit = acmeScript('commit', [], async (context) => {
    await mayEnd
    late = await context.save({ name: 'Repository', model: 'repository', columns: {} }, []).catch((error) => error)
  })
  const hanging = wireAcme(database, [{ ...commit, timeoutMs: 50 }, acmeScript('release')])
  const result = await hanging.run()
  expect(statusesOf(result)).toEqual({ 'one/commit': 'FAILED', 'one/release': 'COMPLETED' })
  expect(result.runs[0]?.errorMessage).toMatch(/ignores its signal: it still runs, and keeps its lock/)

  expect((await hanging.run()).runs[0]?.errorMessage).toMatch(/an earlier run .* still continuing/)
  const elsewhere = wireAcme(database, [acmeScript('commit')])
  expect((await elsewhere.run()).runs).toMatchObject([
    { status: 'SKIPPED', errorMessage: 'another process is importing this resource' },
  ])
  end()
  await expect.poll(async () => (await elsewhere.run()).status).toBe('completed')
  expect(late).toMatchObject({ message: expect.stringMatching(/run has ended/) })
  expect(await database.db.dataSourceRun.count({ where: { status: 'RUNNING' } })).toBe(0)
})

it('a script that is done in time is not touched by its timeout', async () => {
  const orchestrator = wireAcme(database, [{ ...acmeScript('commit', [], () => sleep(1)), timeoutMs: 60_000 }])
  expect((await orchestrator.run()).status).toBe('completed')
})

it('a pass that is cancelled says so of a script that has a timeout', async () => {
  const stop = new AbortController()
  const orchestrator = wireAcme(database, [
    {
      ...acmeScript('commit', [], async ({ signal }) => {
        stop.abort()
        signal.throwIfAborted()
      }),
      timeoutMs: 60_000,
    },
  ])
  expect((await orchestrator.run({ signal: stop.signal })).runs).toMatchObject([
    { status: 'CANCELLED', errorMessage: 'the pass was cancelled' },
  ])
})

it('refuses what is no time to wait', () => {
  expect(() => wireAcme(database, [], { scriptTimeoutMs: 0 })).toThrow(/scriptTimeoutMs must be/)
  expect(() => wireAcme(database, [{ ...acmeScript('commit'), timeoutMs: Number.NaN }])).toThrow(/timeoutMs must be/)
})
