import { repositoryTable } from '@data-import/model'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeEach, expect, it } from 'vitest'
import type { ExecutionContext } from '../contract/execution-context.js'
import type { PartitionContext } from '../contract/partition.js'
import { defineTable, rowsOf } from '../contract/tables/table-definition.js'

const database = useTestDatabase()
beforeEach(async () => {
  await database.db.dataSource.deleteMany()
  await addAcmeSource(database, 'one')
})
const run = (script: (context: ExecutionContext) => Promise<void>) =>
  wireAcme(database, [acmeScript('commit', [], script)]).run()
const ledger = () => database.db.importPartition.findFirstOrThrow()
const page = (id: string, cursor: number) => ({
  rows: [rowsOf(repositoryTable, [{ externalId: id, provider: 'ACME', name: id, fullName: id }])],
  cursor,
})
const nowhere = defineTable({
  name: 'Nowhere',
  model: 'nowhere',
  columns: { externalId: { column: 'external_id', type: 'text' } },
})
const broken = { rows: [rowsOf(nowhere, [{ externalId: 'x' }])], cursor: 7 }

it('a checkpoint or an ending that comes after the end of its walk is refused', async () => {
  const refusals: unknown[] = []
  const result = await run(async ({ partitions }) => {
    let kept: PartitionContext | undefined
    await partitions([{ key: 'a' }], async (partition) => {
      kept = partition
      await partition.checkpoint(page('in time', 1))
    })
    refusals.push(await kept?.checkpoint(page('late', 2)).catch(String))
    for (const end of ['skip', 'unavailable', 'postpone', 'restart'] as const) {
      try {
        kept?.[end]('late')
      } catch (error) {
        refusals.push(String(error))
      }
    }
  })
  expect(result.status).toBe('completed')
  expect(refusals).toHaveLength(5)
  for (const refusal of refusals) expect(refusal).toMatch(/^Error: The walk of a has ended, so .* comes too late/)
  expect(await ledger()).toMatchObject({ status: 'COMPLETE', cursor: null })
  expect(await database.db.repository.count()).toBe(1)
})

it('nothing is taken after the end of a run', async () => {
  let kept: ExecutionContext | undefined
  await run(async (context) => {
    kept = context
  })
  await expect(kept?.save(repositoryTable, [])).rejects.toThrow('The run has ended')
  await expect(kept?.partitions([{ key: 'a' }], async () => undefined)).rejects.toThrow('The run has ended')
  expect(await database.db.importPartition.count()).toBe(0)
})

it.each([
  ['caught', (saving: Promise<unknown>) => saving.catch(() => undefined)],
  ['not waited for', async () => undefined],
])('a checkpoint that failed and was %s fails its walk, and no later position is stored', async (_, treat) => {
  const result = await run(({ partitions }) =>
    partitions([{ key: 'a' }], async ({ checkpoint }) => {
      await checkpoint(page('first', 1))
      await treat(checkpoint(broken))
      await treat(checkpoint(page('third', 3)))
    }),
  )
  expect(result.runs).toMatchObject([{ status: 'FAILED', errorMessage: expect.stringContaining('Nowhere') }])
  expect(await ledger()).toMatchObject({ status: 'FAILED', cursor: 1, watermark: null })
})

it.each([
  ['skip', 'SKIPPED'],
  ['unavailable', 'UNAVAILABLE'],
  ['postpone', 'INCOMPLETE'],
] as const)('a walk that catches what its own `%s` throws ends so all the same', async (end, status) => {
  await run(({ partitions }) =>
    partitions([{ key: 'a' }], async (partition) => {
      try {
        partition[end]('for this reason')
      } catch {
        // As a script does that catches everything.
      }
    }),
  )
  expect(await ledger()).toMatchObject({ status, watermark: null })
})

it('one partition is walked once, however many calls name it, and the others are refused', async () => {
  let walks = 0
  const result = await run(async ({ partitions }) => {
    const meet = () =>
      partitions([{ key: 'a' }], async ({ checkpoint }) => {
        walks += 1
        await checkpoint(page('a', walks))
      })
    await Promise.all([meet(), meet()])
  })
  expect([walks, result.status]).toEqual([1, 'partial'])
})

it.each([
  ['isUnchanged', { isUnchanged: async () => true }],
  ['skipReasonOf', { skipReasonOf: async () => undefined }],
  ['unavailableReasonOf', { unavailableReasonOf: async () => undefined }],
])('an async `%s` is refused: a promise would be an answer for every partition', async (name, options) => {
  await run(({ partitions }) => partitions([{ key: 'a' }], async () => undefined))
  const result = await run(({ partitions }) =>
    partitions(
      [{ key: 'a' }],
      async () => {
        throw new Error('the forge is down')
      },
      options as object,
    ),
  )
  expect(result.runs).toMatchObject([
    { status: 'FAILED', errorMessage: expect.stringContaining(`${name} must return`) },
  ])
})
