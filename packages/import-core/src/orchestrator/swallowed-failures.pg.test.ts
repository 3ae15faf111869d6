import { setImmediate } from 'node:timers/promises'
import { repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import { ScriptTimeoutError } from '../errors/import-error.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})
const run = async (script: (context: ExecutionContext) => Promise<void>, more: { scriptTimeoutMs?: number } = {}) =>
  (await wireAcme(database, [acmeScript('commit', [], script)], more).run()).runs[0]
const row = (id: string) => ({ externalId: id, provider: 'ACME', name: id, fullName: id })
const nowhere = { ...repositoryTable, name: 'Nowhere' }
const ledger = async () =>
  Object.fromEntries((await database.db.importPartition.findMany()).map(({ key, status }) => [key, status]))
const lastSyncAt = async () => (await database.db.dataSource.findFirstOrThrow()).lastSyncAt

it('a script that takes the end of its time for failed records of its vendor is not COMPLETED', async () => {
  const outcome = await run(
    async ({ signal }) => {
      // As the specification's own example does: each record in a try of its own.
      for (let record = 0; record < 3; record++) {
        try {
          await new Promise((_, reject) => {
            signal.throwIfAborted()
            signal.addEventListener('abort', () => reject(signal.reason))
          })
        } catch {}
      }
    },
    { scriptTimeoutMs: 50 },
  )
  expect(outcome).toMatchObject({ status: 'FAILED', error: expect.any(ScriptTimeoutError) })
  expect(await database.db.dataSourceRun.findFirstOrThrow()).toMatchObject({ lastFetchedDataAt: null })
  expect(await lastSyncAt()).toBeNull()
})

it('a save that nobody waits for and that fails while the script continues is the failure of the run', async () => {
  const outcome = await run(async ({ save, signal }) => {
    void save(nowhere, [row('a')])
    await save(repositoryTable, [row('b')])
    while (!signal.aborted && (await database.db.repository.count()) === 0) await setImmediate()
    await new Promise((resolve) => setTimeout(resolve, 50))
  })
  expect(outcome).toMatchObject({ status: 'FAILED', errorMessage: expect.stringContaining('Nowhere') })
})

it('a save inside of a walk that nobody waits for keeps its watermark, and no other, from moving', async () => {
  const outcome = await run(({ save, partitions }) =>
    partitions([{ key: 'a' }, { key: 'b' }], async ({ key }) => {
      if (key === 'a') void save(nowhere, [row('a')])
    }),
  )
  expect(outcome).toMatchObject({ status: 'PARTIAL', partitions: { complete: 1, failed: 1 } })
  expect(await ledger()).toEqual({ a: 'FAILED', b: 'COMPLETE' })
})

it('partitions that nobody waits for are walked one list after the other, and none is left out', async () => {
  const walked: string[] = []
  const outcome = await run(async ({ partitions, save }) => {
    void (async () => {
      for (const key of ['a', 'b', 'c']) {
        await partitions([{ key }], async () => {
          walked.push(key)
        })
        await save(repositoryTable, [row(key)])
      }
    })()
  })
  expect(walked).toEqual(['a', 'b', 'c'])
  expect(outcome).toMatchObject({ status: 'COMPLETED', partitions: { complete: 3 }, recordsImported: 3 })
})

it('a walk that says there is nothing, after a checkpoint of it has failed, is FAILED', async () => {
  const outcome = await run(({ partitions }) =>
    partitions([{ key: 'a' }], async ({ checkpoint, skip }) => {
      const page = { rows: [{ table: nowhere, rows: [row('a')], mode: 'upsert' as const }], cursor: 1 }
      await checkpoint(page).catch(() => undefined)
      skip('no more pages')
    }),
  )
  expect(outcome).toMatchObject({ status: 'FAILED', errorMessage: expect.stringContaining('Nowhere') })
  expect(await ledger()).toEqual({ a: 'FAILED' })
})
