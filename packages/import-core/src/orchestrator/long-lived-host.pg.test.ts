import { AsyncLocalStorage } from 'node:async_hooks'
import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { afterEach, expect, it, vi } from 'vitest'

const database = useTestDatabase()
afterEach(() => vi.restoreAllMocks())

it('later passes use the async storages of the first one, because each storage slows down every promise of the process', async () => {
  const used = new Set<unknown>()
  const run = AsyncLocalStorage.prototype.run
  vi.spyOn(AsyncLocalStorage.prototype, 'run').mockImplementation(function (this: unknown, ...given: unknown[]) {
    used.add(this)
    return Reflect.apply(run, this, given)
  })
  await addAcmeSource(database, 'Board')
  const walk = acmeScript('card', [], async ({ partitions }) => {
    await partitions([{ key: 'a' }, { key: 'b' }], async ({ checkpoint }) => {
      await checkpoint({ rows: [], cursor: null })
    })
  })
  const orchestrator = wireAcme(database, [walk])
  const counts: number[] = []
  for (let pass = 0; pass < 3; pass++) {
    expect((await orchestrator.run({ force: true })).status).toBe('completed')
    counts.push(used.size)
  }
  expect(counts[0]).toBeGreaterThan(0)
  expect(counts).toEqual([counts[0], counts[0], counts[0]])
})
