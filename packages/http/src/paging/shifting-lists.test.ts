import { ConfigurationError, TransientError } from '@data-import/core/provider'
import { describe, expect, it } from 'vitest'
import type { HttpSource } from '../contract/http-source.js'
import { useHttpServer } from '../source/http-server.fixture.js'
import { offsetPaging, pageNumberPaging } from './counted-paging.js'
import { cursorPaging } from './cursor-paging.js'
import { linkPaging } from './link-paging.js'
import { type Card, type CardPage, readAll } from './pages.fixture.js'
import { idsUpTo, type ShiftingList, serveShifting } from './shifting-list.fixture.js'
import type { TotalOptions } from './totals.js'

const server = useHttpServer()
const size = { parameter: 'size', value: 100 }
const query = { size: 100 }
const headerTotal = (_: unknown, { headers }: { headers: Headers }) => Number(headers.get('x-total') ?? Number.NaN)

type List = (
  source: HttpSource,
  options?: TotalOptions<readonly Card[]>,
  from?: string,
) => ReturnType<typeof readAll<Card>>
const links: List = (source, options, from) =>
  readAll(source.pages<Card>('/cards', { paging: linkPaging(options), query, from }))
const linksOfOffsets: List = (source, options, from) =>
  readAll(source.pages<Card>('/cards', { paging: linkPaging(options), query: { ...query, offset: 0 }, from }))
const numbers: List = (source, options, from) =>
  readAll(source.pages<Card>('/cards', { paging: pageNumberPaging({ parameter: 'page', size, ...options }), from }))
const numbersWithTotal: List = (source, options, from) => numbers(source, { totalOf: headerTotal, ...options }, from)
const offsets: List = (source, options, from) =>
  readAll(source.pages<Card>('/cards', { paging: offsetPaging({ parameter: 'offset', size, ...options }), from }))

/** Reads a list while it changes; gives the ids that are missing at its end. */
async function missing(list: List, given: ShiftingList, options?: TotalOptions<readonly Card[]>): Promise<number[]> {
  server.asked.length = 0
  server.answer(serveShifting(given))
  const { items, error } = await list(server.open(), options)
  expect(error).toBeUndefined()
  const read = new Set(items.map(({ id }) => id))
  return given.ids.filter((id) => !read.has(id))
}

const removeFirst = (count: number) => (ids: number[]) => void ids.splice(0, count)
/** As where the list is ordered by the last change: no total shows it. */
const moveFirstToEnd = (ids: number[]) => void ids.push(...ids.splice(0, 3))

describe('what is deleted on a page that was already read hides nothing', () => {
  const ways: [name: string, list: List][] = [
    ['links with a page', links],
    ['links with an offset', linksOfOffsets],
    ['page numbers', numbers],
    ['page numbers with a total', numbersWithTotal],
    ['offsets', offsets],
  ]

  it.each(ways)('of %s', async (_, list) => {
    expect(await missing(list, { ids: idsUpTo(286), after: { 1: removeFirst(3) } })).toEqual([])
    expect(await missing(list, { ids: idsUpTo(286), after: { 2: removeFirst(3) } })).toEqual([])
    expect(await missing(list, { ids: idsUpTo(286), after: { 1: removeFirst(1), 2: removeFirst(1) } })).toEqual([])
  })

  it.each(ways)('of %s, also where the last item of the page or the whole page goes', async (_, list) => {
    expect(await missing(list, { ids: idsUpTo(286), after: { 1: (ids) => void ids.splice(99, 1) } })).toEqual([])
    expect(await missing(list, { ids: idsUpTo(286), after: { 1: removeFirst(100) } })).toEqual([])
    expect(await missing(list, { ids: idsUpTo(286), after: { 2: removeFirst(150) } })).toEqual([])
  })

  it.each(ways)('of %s, after an interruption', async (_, list) => {
    const given: ShiftingList = { ids: idsUpTo(286), after: { 1: removeFirst(3) } }
    server.answer(serveShifting(given))
    const whole = await list(server.open())
    const first = whole.next[0] ?? ''
    server.answer(serveShifting({ ids: idsUpTo(286).slice(3) }))
    const { items } = await list(server.open(), undefined, first)
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([101, 102, 103, 286]))
  })

  it('of offsets that tell no total, by the last item of the page before', async () => {
    const given = { ids: idsUpTo(286), total: 'none' } as const
    expect(await missing(offsets, { ...given, ids: idsUpTo(286), after: { 1: removeFirst(3) } })).toEqual([])
    expect(await missing(offsets, { ...given, ids: idsUpTo(286), after: { 2: moveFirstToEnd } })).toEqual([])
  })

  it('of offsets whose total stays, because something else came or moved to the end', async () => {
    expect(await missing(offsets, { ids: idsUpTo(286), after: { 1: moveFirstToEnd } })).toEqual([])
  })

  it.each([
    ['links', links],
    ['numbers', numbers],
  ])('of %s whose total stays, where each border is read again', async (_, list) => {
    const options = { isBorderRead: true }
    expect(await missing(list, { ids: idsUpTo(286), after: { 1: moveFirstToEnd } }, options)).toEqual([])
    expect(await missing(list, { ids: idsUpTo(286), total: 'none', after: { 1: removeFirst(3) } }, options)).toEqual([])
  })
})

describe('a list that stays as it is', () => {
  it.each<[string, List, number]>([
    ['links', links, 3],
    ['links with an offset', linksOfOffsets, 3],
    ['page numbers with a total', numbersWithTotal, 3],
    ['offsets', (source) => offsets(source, { totalOf: headerTotal }), 3],
  ])('of %s costs no further request', async (_, list, requests) => {
    expect(await missing(list, { ids: idsUpTo(286) })).toEqual([])
    expect(server.asked).toHaveLength(requests)
    expect(server.said).toEqual([])
  })

  it('and only grows costs one for each time', async () => {
    const grow = (ids: number[]) => void ids.push(ids.length + 1)
    expect(await missing(links, { ids: idsUpTo(286), after: { 1: grow } })).toEqual([])
    expect(server.asked).toHaveLength(4)
  })
})

describe('a list that counts its pages and tells no total', () => {
  it.each([
    ['links', links],
    ['numbers', numbers],
  ])('of %s says that it can not know, once', async (_, list) => {
    expect(await missing(list, { ids: idsUpTo(486), total: 'none' })).toEqual([])
    expect(server.said).toEqual([
      expect.stringMatching(/^Acme Board \(GET \/api\/cards\): its pages are counted and it tells no total, so that/),
    ])
  })

  it('says nothing of it where it has one page', async () => {
    await missing(links, { ids: idsUpTo(100), total: 'none' })
    await missing(numbers, { ids: idsUpTo(100), total: 'none' })
    expect(server.said).toEqual([])
  })
})

describe('a list that its vendor caps', () => {
  const failure = async (list: List, given: ShiftingList, options?: TotalOptions<readonly Card[]>) => {
    server.asked.length = 0
    server.answer(serveShifting(given))
    return (await list(server.open(), options)).error
  }

  it.each([
    ['links', links],
    ['numbers', numbers],
    ['numbers with a total', numbersWithTotal],
    ['offsets', offsets],
  ])('of %s fails where it ends at exactly 10,000, unless it is said to be so long', async (_, list) => {
    const capped = { ids: idsUpTo(10_500), cap: 10_000 }
    const error = await failure(list, capped)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(error).toMatchObject({ message: expect.stringMatching(/gives no more than 10000 items.*cappedWindows/) })
    expect(await failure(list, { ids: idsUpTo(10_000) }, { maximumTotal: Number.POSITIVE_INFINITY })).toBeUndefined()
  })

  it.each([
    ['links', links],
    ['numbers', numbers],
    ['offsets', offsets],
  ])('of %s fails where it reaches what is declared, and not before', async (_, list) => {
    const options = { maximumTotal: 1_000 }
    const error = await failure(list, { ids: idsUpTo(1_400), cap: 1_000, total: 'none' }, options)
    expect(error).toBeInstanceOf(ConfigurationError)
    expect(await failure(list, { ids: idsUpTo(999), cap: 1_000, total: 'none' }, options)).toBeUndefined()
  })

  it('of cursors fails where it reaches what is declared, also after an interruption', async () => {
    server.answer((_, response, { searchParams }) => {
      const at = Number(searchParams.get('cursor') ?? 0)
      const isLast = at + 100 >= 300
      response.end(JSON.stringify({ cards: idsUpTo(300).slice(at, at + 100), next: isLast ? null : at + 100 }))
    })
    const listed = (maximumTotal: number, from?: string | null) => {
      const paging = cursorPaging<CardPage>({ parameter: 'cursor', cursorOf: ({ next }) => next, maximumTotal })
      return readAll(server.open().pages('/cards', { paging, items: ({ cards }: CardPage) => cards, from }))
    }
    const whole = await listed(301)
    expect(whole.error).toBeUndefined()
    expect((await listed(300)).error).toBeInstanceOf(ConfigurationError)
    expect((await listed(300, whole.next[1])).error).toBeInstanceOf(ConfigurationError)
  })

  it('fails where its links end before its total', async () => {
    const capped = serveShifting({ ids: idsUpTo(1_400), cap: 1_000, total: 'none' })
    server.answer((request, response, url) => {
      response.setHeader('x-total', '1400')
      return capped(request, response, url)
    })
    const { error } = await links(server.open())
    expect(error).toBeInstanceOf(TransientError)
    expect(error).toMatchObject({ message: expect.stringContaining('of 1400 items that it should have, 1000 came') })
  })
})

it('a list without an end, whose pages repeat what came under ever new links, fails', async () => {
  let count = 0
  server.answer((_, response) => {
    const cards = idsUpTo(3).map((id) => ({ id: (count % 2) * 3 + id }))
    response.writeHead(200, { link: `</api/cards?cursor=${++count}>; rel="next"` }).end(JSON.stringify(cards))
  })
  const { error } = await links(server.open())
  expect(error).toBeInstanceOf(TransientError)
  expect(error).toMatchObject({ message: expect.stringContaining('has no end: 20 pages one after the other') })
  expect(count).toBeLessThan(30)
})

it('a list of which some pages repeat what came is no list without an end', async () => {
  let count = 0
  server.answer((_, response) => {
    const id = Math.floor(count / 19)
    const link = `</api/cards?cursor=${++count}>; rel="next"`
    response.writeHead(200, count < 100 ? { link } : {}).end(JSON.stringify([{ id }]))
  })
  expect((await links(server.open())).error).toBeUndefined()
})
