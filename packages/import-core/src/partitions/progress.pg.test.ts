import { acmeScript, addAcmeSource, useTestDatabase, wireAcme } from '@data-import/test-kit'
import { beforeAll, expect, it } from 'vitest'
import type { WalkProgress } from '../contract/partition.js'
import type { PassEvent } from '../contract/pass-event.js'

const database = useTestDatabase()
beforeAll(async () => {
  await addAcmeSource(database, 'one')
})

it('a checkpoint says how far its walk is, and what is no number of records is left out', async () => {
  const given = [
    { done: 1_200, total: 3_900 },
    undefined,
    { done: Number.NaN, total: 3_900 },
    { done: '1' as unknown as number, total: 3 },
    null as unknown as WalkProgress,
    { done: 5, total: 4 },
  ]
  const events: PassEvent[] = []
  const script = acmeScript('commit', [], async ({ partitions }) => {
    await partitions([{ key: 'a' }], async ({ checkpoint }) => {
      for (const [cursor, progress] of given.entries()) {
        await checkpoint({ rows: [], cursor, ...(progress === undefined ? {} : { progress }) })
      }
    })
  })
  const { status } = await wireAcme(database, [script], { onEvent: (event) => events.push(event) }).run()
  expect(status).toBe('completed')
  const told = events.flatMap((event) => (event.type === 'rows-saved' ? [event.progress] : []))
  const nothing = undefined
  // The last event is of the walk's end.
  expect(told).toEqual([
    { done: 1_200, total: 3_900 },
    nothing,
    nothing,
    nothing,
    nothing,
    { done: 5, total: 5 },
    nothing,
  ])
})
