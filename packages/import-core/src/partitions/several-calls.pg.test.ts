import { setImmediate } from 'node:timers/promises'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import type { RunOptions } from '../orchestrator/options.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})
const run = async (script: (context: ExecutionContext) => Promise<void>, options: RunOptions = {}) =>
  (await wireAcme(database, [acmeScript('commit', [], script)]).run(options)).runs[0]
const unlisted = async () =>
  (await database.db.importPartition.findMany({ where: { unlistedSince: { not: null } } })).map(({ key }) => key)

it.each(['one after the other', 'side by side'] as const)(
  'two walks %s over one partition are refused: the second would find the watermark of the first',
  async (how) => {
    const windows: number[] = []
    const walk = async ({ startDate, endDate }: { startDate: Date; endDate: Date }) => {
      windows.push(endDate.getTime() - startDate.getTime())
    }
    const outcome = await run(async ({ partitions }) => {
      const commits = partitions([{ key: 'r' }], walk)
      if (how === 'one after the other') await commits
      await Promise.all([commits, partitions([{ key: 'r' }, { key: 's' }], walk)])
    })
    expect(outcome).toMatchObject({
      status: 'PARTIAL',
      errorMessage: expect.stringContaining('The partition r was given in two calls of `partitions`'),
      partitions: { complete: 2, failed: 1 },
    })
    expect(windows).toEqual([30 * 86_400_000, 30 * 86_400_000])
  },
)

it('one that failed may be tried again in the same run', async () => {
  let tries = 0
  const outcome = await run(async ({ partitions }) => {
    for (let call = 0; call < 2; call++) {
      await partitions([{ key: 'r' }], async () => {
        if (tries++ === 0) throw new Error('once')
      })
    }
  })
  expect(outcome).toMatchObject({ status: 'COMPLETED', partitions: { complete: 1 } })
})

it('a script that was asked to end before its second list has not said that the partitions of it are gone', async () => {
  const both = (drain?: AbortController) => async (context: ExecutionContext) => {
    await context.partitions([{ key: 'a' }], async () => {
      // By then the list has come to its end.
      await setImmediate()
      drain?.abort()
    })
    if (drain) return
    await context.partitions([{ key: 'b' }], async () => undefined)
  }
  await run(both())
  const drain = new AbortController()
  await run(both(drain), { drainSignal: drain.signal })
  expect(await unlisted()).toEqual([])
  await run(async ({ partitions }) => partitions([{ key: 'a' }], async () => undefined))
  expect(await unlisted()).toEqual(['b'])
})
