import type { RunLog } from '@data-import/core/provider'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import { type NewestFirstOptions, newestFirst } from './newest-first.js'

interface Item {
  id: number
  at: string | null
}

const day = (number: number) => new Date(Date.UTC(2026, 0, number))
const item = (id: number, number: number): Item => ({ id, at: day(number).toISOString() })

/** Reads pages of a list; tells what was given, how many pages were asked for, and what the log was told. */
async function read(pages: readonly (readonly Item[])[], window: Partial<NewestFirstOptions<Item>>) {
  let asked = 0
  const said: string[] = []
  const tell = (message: string) => void said.push(message)
  const log: RunLog = { debug: tell, info: tell, warn: tell, error: tell }
  async function* list(from: string | null) {
    for (const [index, items] of pages.entries()) {
      if (index < Number(from)) continue
      asked++
      yield { items, next: index === pages.length - 1 ? null : String(index + 1), page: index }
    }
  }
  const given: { ids: number[]; next: string | null; page: number }[] = []
  for await (const { items, next, page } of newestFirst(list, {
    timeOf: ({ at }) => at,
    since: null,
    log,
    ...window,
  })) {
    given.push({ ids: items.map(({ id }) => id), next, page })
  }
  return { given, asked, said }
}

it('asks for no page after the one with the first item that is too old, and gives none of these', async () => {
  const pages = [[item(4, 9), item(3, 8)], [item(2, 7), item(1, 3)], [item(0, 2)]]
  const { given, asked, said } = await read(pages, { since: day(7) })
  expect(given).toEqual([
    { ids: [4, 3], next: '1', page: 0 },
    { ids: [2], next: null, page: 1 },
  ])
  expect([asked, said]).toEqual([2, []])
})

it('takes a time without a zone for UTC, in whichever zone this machine is', async () => {
  vi.stubEnv('TZ', 'Asia/Tokyo')
  const pages = [[{ id: 1, at: '2026-01-07T00:00:00' }], [{ id: 0, at: '2026-01-06T23:00:00' }]]
  const { given } = await read(pages, { since: day(7) })
  vi.unstubAllEnvs()
  expect(given.map(({ ids }) => ids)).toEqual([[1], []])
})

it('leaves out what is newer than a backfill', async () => {
  const { given } = await read([[item(3, 9), item(2, 8)], [item(1, 7)]], { since: day(1), until: day(8) })
  expect(given.map(({ ids }) => ids)).toEqual([[], [1]])
})

it('reads everything where there is no beginning, in any order', async () => {
  const { given, said } = await read([[item(1, 3)], [item(2, 9)]], {})
  expect(given.flatMap(({ ids }) => ids)).toEqual([1, 2])
  expect(said).toEqual([])
})

it('reads a list to its end that is not ordered as claimed, and says so once', async () => {
  const pages = [[item(5, 9), item(4, 8)], [item(3, 9)], [item(2, 1), item(1, 8)], [item(0, 9)]]
  const { given, said } = await read(pages, { since: day(7), name: 'Cards' })
  expect(given.flatMap(({ ids }) => ids)).toEqual([5, 4, 3, 1, 0])
  expect(said).toEqual(['Cards is not ordered by the last change as it should be, and is read to its end.'])
})

it('reads an unordered list to its end also when it is interrupted after any page', async () => {
  const pages = [[item(5, 20), item(4, 5), item(3, 19)], [item(2, 8), item(1, 7)], [item(0, 18)], [item(9, 17)]]
  const whole = await read(pages, { since: day(10) })
  for (const { next } of whole.given.slice(0, -1)) {
    const resumed = await read(pages, { since: day(10), from: next })
    expect(resumed.given).toEqual(whole.given.slice(-resumed.given.length))
    expect(resumed.given.at(-1)).toEqual({ ids: [9], next: null, page: 3 })
  }
})

it('continues in an ordered list, and begins where a cursor is none of it', async () => {
  const pages = [[item(3, 9)], [item(2, 8)], [item(1, 1)]]
  expect((await read(pages, { since: day(7), from: '1' })).given).toEqual([
    { ids: [2], next: '2', page: 1 },
    { ids: [], next: null, page: 2 },
  ])
  expect((await read(pages, { since: day(7), from: { page: 2 } })).asked).toBe(3)
})

it.each([null, 'soon'])('gives what has no known time: %j', async (at) => {
  const { given, asked } = await read([[item(3, 9), { id: 2, at }], [item(1, 8)]], { since: day(7) })
  expect(given.flatMap(({ ids }) => ids)).toEqual([3, 2, 1])
  expect(asked).toBe(2)
})

it('takes equal times for ordered', async () => {
  const { said, asked } = await read([[item(3, 9), item(2, 9)], [item(1, 9)], [item(0, 1)], [item(9, 1)]], {
    since: day(7),
  })
  expect([said, asked]).toEqual([[], 3])
})

it('gives exactly what is wanted of any ordered list', async () => {
  const property = fc.asyncProperty(
    fc.array(fc.integer({ min: 1, max: 28 }), { maxLength: 30 }),
    fc.integer({ min: 1, max: 5 }),
    fc.integer({ min: 1, max: 28 }),
    async (days, size, from) => {
      const items = days.sort((a, b) => b - a).map((number, id) => item(id, number))
      const pages = Array.from({ length: Math.ceil(items.length / size) }, (_, n) =>
        items.slice(n * size, (n + 1) * size),
      )
      const { given, said } = await read(pages, { since: day(from) })
      const wanted = items.filter(({ at }) => Date.parse(at ?? '') >= day(from).getTime()).map(({ id }) => id)
      expect(given.flatMap(({ ids }) => ids)).toEqual(wanted)
      expect(said).toEqual([])
    },
  )
  await fc.assert(property)
})

it('takes what came before for no disorder, as where ranges overlap so that nothing slips between them', async () => {
  const pages = [[item(4, 9), item(3, 8), item(2, 7)], [item(3, 8), item(2, 7), item(1, 3)], [item(0, 2)]]
  const { given, asked, said } = await read(pages, { since: day(5) })
  expect(given.map(({ ids }) => ids)).toEqual([
    [4, 3, 2],
    [3, 2],
  ])
  expect([asked, said]).toEqual([2, []])
})

it('knows an item by what the author says, also where it has changed since', async () => {
  const pages = [
    [item(4, 9), item(3, 8)],
    [item(3, 10), item(2, 7)],
  ]
  expect((await read(pages, { since: day(5), idOf: ({ id }) => `job/${id}` })).said).toEqual([])
})

it('takes a new item that is newer than the one before for disorder, also behind one that came before', async () => {
  const pages = [[item(4, 7)], [item(4, 7), item(9, 9)], [item(1, 2)], [item(8, 8)]]
  const { asked, said } = await read(pages, { since: day(5) })
  expect(said).toHaveLength(1)
  expect(asked).toBe(4)
})
