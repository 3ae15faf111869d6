import { type Json, type RunLog, TransientError } from '@data-import/core/provider'
import { randomRuns } from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type CappedWindowsOptions, cappedWindows, type WindowPart } from './capped-windows.js'

const start = Date.UTC(2026, 0, 1)
const at = (second: number) => new Date(start + second * 1_000)

/** A list of records by the second of their creation, of which a question gives no more than `most`, two a page. */
function createList(seconds: readonly number[], most: number, options: Partial<CappedWindowsOptions<number>> = {}) {
  const asked: string[] = []
  const said: string[] = []
  const tell = (message: string) => void said.push(message)
  const log: RunLog = { debug: tell, info: tell, warn: tell, error: tell }
  const secondOf = (time: Date) => Math.floor((time.getTime() - start) / 1_000)
  async function read({ from, until, next }: WindowPart) {
    asked.push(`${secondOf(from)}..${secondOf(until)}${next === null ? '' : ` ${next}`}`)
    const all = seconds.filter((second) => second >= secondOf(from) && second <= secondOf(until))
    const given = all.slice(0, most)
    const begin = Number(next ?? 0)
    const isLast = begin + 2 >= given.length
    return { items: given.slice(begin, begin + 2), total: all.length, next: isLast ? null : String(begin + 2) }
  }
  const windows = (position: Json = null) =>
    cappedWindows({
      name: 'Builds',
      from: at(0),
      until: at(100),
      most,
      log,
      read,
      position,
      mayBePartial: true,
      ...options,
    })
  return { asked, said, windows }
}

async function readAll(windows: (position?: Json) => AsyncIterable<{ items: readonly number[]; position: Json }>) {
  const items: number[] = []
  for await (const page of windows()) items.push(...page.items)
  return items
}

async function pagesOf<Page>(windows: AsyncIterable<Page>): Promise<Page[]> {
  const pages: Page[] = []
  for await (const page of windows) pages.push(page)
  return pages
}

it('asks once for what fits', async () => {
  const { asked, windows } = createList([3, 1], 4)
  expect(await readAll(windows)).toEqual([3, 1])
  expect(asked).toEqual(['0..100'])
})

it('halves the window until a part fits, the newest first, and widens it where there is little', async () => {
  const { asked, windows } = createList([99, 98, 97, 60, 2], 4)
  expect(await readAll(windows)).toEqual([99, 98, 97, 60, 2])
  expect(asked).toEqual(['0..100', '50..100', '50..100 2', '0..50'])
})

it('asks for a part that became too large meanwhile again, in halves', async () => {
  const seconds = [90, 80, 70]
  const { asked, windows } = createList(seconds, 4)
  const items: number[] = []
  for await (const page of windows()) {
    items.push(...page.items)
    if (seconds.length < 5) seconds.push(20, 10)
  }
  expect(new Set(items)).toEqual(new Set(seconds))
  expect(asked.slice(0, 3)).toEqual(['0..100', '0..100 2', '50..100'])
})

it('says how many can not be had where one instant has too many', async () => {
  const { said, windows } = createList([7, 7, 7, 7, 7, 7], 4)
  expect(new Set(await readAll(windows))).toEqual(new Set([7]))
  expect(said.length).toBeGreaterThan(0)
  expect(said[0]).toMatch(/^Builds: of 6 in the same instant \(2026-01-01T00:00:0\d.*Z\) no more than 4 can be had\.$/)
})

it('takes as many as can be had for too many where the total counts no further', async () => {
  const { asked, windows } = createList([90, 80, 30, 20], 4, { isTotalCapped: true })
  await readAll(windows)
  expect(asked[1]).toBe('50..100')
})

it('says of a part that ended before its total that it is not whole, also after an interruption', async () => {
  const read = async ({ next }: WindowPart) => ({ items: [1, 2], total: 5, next: next === null ? 'b' : null })
  const { said, windows } = createList([], 10, { read })
  const pages = await pagesOf(windows())
  expect(pages.map(({ isWhole }) => isWhole)).toEqual([true, false])
  expect((await pagesOf(windows(pages[0]?.position))).map(({ isWhole }) => isWhole)).toEqual([false])
  expect(said[0]).toBe('Builds: of 5 from 2026-01-01T00:00:00.000Z to 2026-01-01T00:01:40.000Z only 4 came.')
})

it('remembers in the position that a part was not whole', async () => {
  const { windows } = createList([99, 99, 99, 99, 99, 1], 4)
  let isWhole = true
  let position: Json = null
  do {
    for await (const page of windows(position)) {
      position = page.position
      isWhole = page.isWhole
      break
    }
  } while (position !== null)
  expect(isWhole).toBe(false)
})

it('ends where no part is short enough and there is no shortest', async () => {
  const read = async () => ({ items: [], total: 2, next: null })
  const { windows } = createList([], 1, { read, from: at(0), until: new Date(start + 16), shortestMs: 0 })
  let pages = 0
  for await (const { isWhole } of windows()) {
    expect(isWhole).toBe(false)
    pages++
  }
  expect(pages).toBe(16)
})

it('fails behind the last page where one instant has too many, all others having come', async () => {
  const { windows } = createList([99, 7, 7, 7, 7, 7, 7, 2], 4, { mayBePartial: false })
  const items: number[] = []
  const read = async () => {
    for await (const page of windows()) items.push(...page.items)
  }
  await expect(read()).rejects.toThrow(
    /^Builds: of 6 in the same instant .* no more than 4 can be had\. All others were read/,
  )
  expect(new Set(items)).toEqual(new Set([99, 7, 2]))
})

it('fails where a part that was read before an interruption held more than came', async () => {
  const read = async ({ next }: WindowPart) => ({ items: [1, 2], total: next === null ? 2 : 5, next: null })
  const { windows } = createList([], 10, { read, mayBePartial: false })
  const position = { from: at(0).toJSON(), until: at(100).toJSON(), spanMs: 100_000, next: null, isPartial: true }
  await expect(readAll(() => windows(position))).rejects.toThrow('a part that was read before held more')
})

/** 10,150 records of one instant, each in one of some states; a question gives no more than 4,000. */
function createInstant(splitBy: readonly string[], interruptAfter = Number.POSITIVE_INFINITY) {
  const states = ['open', 'merged', 'closed']
  const all = Array.from({ length: 10_150 }, (_, id) => ({ id, state: states[id % 3] }))
  const said: string[] = []
  const tell = (message: string) => void said.push(message)
  const log: RunLog = { debug: tell, info: tell, warn: tell, error: tell }
  async function read({ from, until, next, split }: WindowPart) {
    const isIn = from <= at(7) && at(7) <= until
    const found = isIn ? all.filter(({ state }) => split === null || state === split) : []
    const begin = Number(next ?? 0)
    const items = found.slice(0, 4_000).slice(begin, begin + 1_000)
    return {
      items,
      total: found.length,
      next: begin + 1_000 < Math.min(found.length, 4_000) ? String(begin + 1_000) : null,
    }
  }
  const bounds = { name: 'Builds', from: at(0), until: at(100), most: 4_000 }
  return {
    said,
    async readAll(): Promise<Set<number>> {
      const found = new Set<number>()
      let position: Json = null
      do {
        let pages = 0
        for await (const page of cappedWindows({ ...bounds, log, read, splitBy, position })) {
          for (const { id } of page.items) found.add(id)
          position = JSON.parse(JSON.stringify(page.position)) as Json
          if (++pages === interruptAfter) break
        }
      } while (position !== null)
      return found
    },
  }
}

it.each([Number.POSITIVE_INFINITY, 1])(
  'splits by another field what time can not, in spells of %d pages',
  async (pages) => {
    const { said, readAll } = createInstant(['open', 'merged', 'closed'], pages)
    expect((await readAll()).size).toBe(10_150)
    expect(said).toEqual([])
  },
)

it('fails where the values do not cover all of a part, or one of them holds too much', async () => {
  await expect(createInstant(['open', 'merged']).readAll()).rejects.toThrow('none of the values of splitBy')
  await expect(createInstant(['open', 'merged', 'gone']).readAll()).rejects.toThrow('none of the values of splitBy')
  await expect(createInstant([]).readAll()).rejects.toThrow('no more than 4000 can be had')
})

it('fails where the same page comes again and again', async () => {
  const { windows } = createList([], 9, { read: async () => ({ items: [1], total: 5, next: 'b' }) })
  await expect(readAll(windows)).rejects.toBeInstanceOf(TransientError)
})

it('fails where the same items come again and again, whatever their next page is called', async () => {
  let count = 0
  const read = async () => ({ items: [1, 2], total: 5, next: String(++count) })
  await expect(readAll(createList([], 9, { read }).windows)).rejects.toThrow('Builds has no end')
  expect(count).toBeLessThan(30)
})

it.each([
  { from: 'no', until: 'time', spanMs: 3 },
  { from: at(0).toJSON(), until: at(100).toJSON(), spanMs: 0 },
  7,
  'text',
  [],
  {},
  { from: 1, until: 2, spanMs: 3 },
])('begins where a cursor is none of its: %j', async (position) => {
  const { asked, windows } = createList([1], 4)
  for await (const page of windows(position)) expect(page.items).toEqual([1])
  expect(asked).toEqual(['0..100'])
})

it('gives every item of any list, also when it is interrupted after any page, and warns of what it can not', async () => {
  const seconds = fc.array(fc.integer({ min: 0, max: 100 }), { maxLength: 60 })
  const property = fc.asyncProperty(
    seconds,
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 4 }),
    async (all, most, pages) => {
      const { said, windows } = createList(all, most)
      const read = new Set<number>()
      let position: Json = null
      let isWhole = true
      do {
        let count = 0
        for await (const page of windows(position)) {
          for (const item of page.items) read.add(item)
          isWhole = page.isWhole
          position = JSON.parse(JSON.stringify(page.position)) as Json
          if (++count === pages) break
        }
      } while (position !== null)
      expect(isWhole).toBe(said.length === 0)
      if (isWhole) expect(read).toEqual(new Set(all))
      const inTwoSeconds = (second: number) => all.filter((one) => one === second || one === second + 1).length
      if (said.length > 0) expect(Math.max(...all.map(inTwoSeconds))).toBeGreaterThan(most)
    },
  )
  await fc.assert(property, randomRuns(150, 1200))
})
