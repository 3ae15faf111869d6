import { type Json, TransientError } from '@data-import/core/provider'
import { randomRuns } from '@data-import/test-kit'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { HttpSource } from '../contract/http-source.js'
import { useHttpServer } from '../source/http-server.fixture.js'
import { offsetPaging, pageNumberPaging } from './counted-paging.js'
import { cursorPaging } from './cursor-paging.js'
import { keysetPaging } from './keyset-paging.js'
import { linkPaging } from './link-paging.js'

interface Card {
  id: number
}
interface CardPage {
  cards: Card[]
  total: number
  next: string | null
}

const server = useHttpServer()
const items = (body: CardPage) => body.cards
const size = { parameter: 'size', value: 7 }

/** A list by ascending id that a vendor serves in every way, never more than `most` at once; it may change after a page. */
function serve(ids: Set<number>, most: number, change: () => void) {
  server.answer((_, response, { searchParams }) => {
    const all = [...ids].sort((a, b) => a - b)
    const page = Math.min(Number(searchParams.get('size') ?? most), most)
    const after = searchParams.get('after')
    const start = Number(searchParams.get('offset') ?? Number(searchParams.get('page') ?? 0) * page)
    const rest = after === null ? all.slice(start) : all.filter((id) => id > Number(after))
    const cards = rest.slice(0, page).map((id) => ({ id }))
    const next = rest.length > page ? String(cards.at(-1)?.id) : null
    const at = Number(searchParams.get('page') ?? 0)
    if (searchParams.has('counted')) {
      const from = at * page
      const isLast = from + page >= all.length
      const address = `${server.origin()}/api/cards?counted=1&page=${at + 1}`
      const headers = { 'x-total': String(all.length), ...(!isLast && { link: `<${address}>; rel="next"` }) }
      response
        .writeHead(200, headers)
        .end(JSON.stringify({ cards: all.slice(from, from + page).map((id) => ({ id })) }))
      return change()
    }
    const link = next === null ? {} : { link: `<${server.origin()}/api/cards?after=${next}>; rel="next"` }
    response.writeHead(200, link).end(JSON.stringify({ cards, total: all.length, next }))
    change()
  })
}

const ways = {
  links: (source: HttpSource, from: Json) => source.pages('/cards', { paging: linkPaging(), items, from }),
  'counted links': (source: HttpSource, from: Json) =>
    source.pages('/cards', { paging: linkPaging(), query: { counted: 1 }, items, from }),
  cursors: (source: HttpSource, from: Json) => {
    const paging = cursorPaging<CardPage>({ parameter: 'after', cursorOf: ({ next }) => next, size })
    return source.pages('/cards', { paging, items, from })
  },
  keys: (source: HttpSource, from: Json) => {
    const paging = keysetPaging<Card>({ parameter: 'after', keyOf: ({ id }) => id, size })
    return source.pages('/cards', { paging, items, from })
  },
  numbers: (source: HttpSource, from: Json) => {
    const paging = pageNumberPaging<CardPage>({ parameter: 'page', first: 0, size, totalOf: ({ total }) => total })
    return source.pages('/cards', { paging, items, from })
  },
  offsets: (source: HttpSource, from: Json) => {
    const paging = offsetPaging<CardPage>({ parameter: 'offset', size, totalOf: ({ total }) => total })
    return source.pages('/cards', { paging, items, from })
  },
}

/** Reads as a walk does that is interrupted after some pages, and continues from its cursor. */
async function walk(way: keyof typeof ways, pagesBetween: number): Promise<Set<number>> {
  const read = new Set<number>()
  let cursor: string | null = null
  do {
    let pages = 0
    for await (const page of ways[way](server.open(), cursor)) {
      for (const { id } of page.items) read.add(id)
      cursor = page.next
      if (++pages === pagesBetween) break
    }
  } while (cursor !== null)
  return read
}

const lists = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 40 })
const names = fc.constantFrom(...(Object.keys(ways) as (keyof typeof ways)[]))

it('every item of a list that stays as it is comes, with any paging, page size and interruption', async () => {
  const property = fc.asyncProperty(
    lists,
    names,
    fc.integer({ min: 1, max: 9 }),
    fc.integer({ min: 1, max: 4 }),
    async (ids, way, most, between) => {
      serve(new Set(ids), most, () => {})
      expect(await walk(way, between)).toEqual(new Set(ids))
    },
  )
  await fc.assert(property, randomRuns(30, 240))
})

const inserts = fc.array(fc.integer({ min: 1, max: 500 }), { maxLength: 12 })

it('items that come meanwhile hide none of those that were there, with any paging', async () => {
  const property = fc.asyncProperty(
    lists,
    inserts,
    names,
    fc.integer({ min: 1, max: 9 }),
    async (ids, added, way, most) => {
      const there = new Set(ids)
      const waiting = [...added]
      serve(there, most, () => {
        const id = waiting.shift()
        if (id !== undefined) there.add(id)
      })
      const read = await walk(way, 2)
      expect(ids.filter((id) => !read.has(id))).toEqual([])
    },
  )
  await fc.assert(property, randomRuns(30, 240))
})

it('items that go meanwhile hide none of those that stay: keys, cursors and links pass them, totals notice them', async () => {
  const gone = fc.array(fc.nat(), { maxLength: 3 })
  const property = fc.asyncProperty(
    lists,
    gone,
    names,
    fc.integer({ min: 1, max: 9 }),
    async (ids, deleted, way, most) => {
      const there = new Set(ids)
      const waiting = deleted.map((index) => ids[index % Math.max(ids.length, 1)])
      serve(there, most, () => {
        const id = waiting.shift()
        if (id !== undefined) there.delete(id)
      })
      const read = await walk(way, Number.POSITIVE_INFINITY)
      expect([...there].filter((id) => !read.has(id))).toEqual([])
    },
  )
  await fc.assert(property, randomRuns(50, 400))
})

it('a counted list whose vendor hides items, ignores the parameter or repeats its last page is whole or fails', async () => {
  const faults = fc.constantFrom('hides', 'ignores', 'repeats')
  const counted = fc.constantFrom<keyof typeof ways>('numbers', 'offsets')
  const property = fc.asyncProperty(
    lists,
    fc.func(fc.boolean()),
    faults,
    counted,
    async (ids, isHidden, fault, way) => {
      const isSeen = (id: number) => fault !== 'hides' || !isHidden(id)
      server.answer((_, response, { searchParams }) => {
        const offset = Number(searchParams.get('offset') ?? Number(searchParams.get('page')) * size.value)
        const last = Math.max(ids.length - (ids.length % size.value || size.value), 0)
        const start = fault === 'ignores' ? 0 : fault === 'repeats' ? Math.min(offset, last) : offset
        const cards = ids.slice(start, start + size.value).flatMap((id) => (isSeen(id) ? [{ id }] : []))
        response.end(JSON.stringify({ cards, total: ids.length, next: null }))
      })
      const read = await walk(way, 2).catch((error: unknown) => error)
      if (read instanceof Set) expect(read).toEqual(new Set(ids.filter(isSeen)))
      else expect(read).toBeInstanceOf(TransientError)
    },
  )
  await fc.assert(property, randomRuns(50, 400))
})
